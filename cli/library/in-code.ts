/** Sentences of the command line, as the reader of a program needs them. */
import { flagOf, variableOf } from '../options/option-table.ts';

/** Quoted parts are values of the caller, or commands. */
const QUOTED = /("(?:[^"\\]|\\.)*")/;
const FLAG = /(?<![\w/-])(--[a-z][a-z-]*[a-z])(?: (\d+)\b| FILE\b)?/g;

/**
 * The sentence with every option as it is named in code: `--base-url` becomes `baseUrl`, `--explore 1` `explore: 1`.
 *
 * @param names the options, as they are named in code
 * @param readsVariables true if the program passed the environment on; else no sentence names a variable
 */
export function inCode(sentence: string, names: readonly string[], readsVariables: boolean): string {
  const byFlag = new Map(names.map((name) => [flagOf(name), name]));
  const byVariable = new Map(names.map((name) => [variableOf(name), name]));
  const renamed = (part: string) =>
    withoutVariables(part, byVariable, readsVariables).replaceAll(FLAG, (whole, flag, value) => {
      const name = byFlag.get(flag);
      return name === undefined ? whole : value === undefined ? name : `${name}: ${value}`;
    });
  return sentence
    .split(QUOTED)
    .map((part, index) => (index % 2 === 0 ? renamed(part) : part))
    .join('');
}

function withoutVariables(
  part: string,
  byVariable: ReadonlyMap<string, string>,
  readsVariables: boolean,
): string {
  const confirming = part.replaceAll('--yes or set ASTROLABE_YES=1', 'yes: true');
  if (readsVariables) return confirming;
  return confirming
    .replaceAll(/set ASTROLABE_[A-Z_]+ or (?=pass --)/g, '')
    .replaceAll(/ASTROLABE_[A-Z_]+/g, (variable) => byVariable.get(variable) ?? variable);
}
