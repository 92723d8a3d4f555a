/** The values of options: from the command line, else the environment, else the configuration file, else the default. */
import { keyProblem } from '../../schemas/key-problem.ts';
import { CommandError, type Shell } from '../shell.ts';
import {
  flagOf,
  type ListRow,
  type OptionRow,
  type OptionTable,
  type OptionValues,
  orList,
  type TextRow,
  variableOf,
  type WholeRow,
} from './option-table.ts';
import { splitVariable } from './split-variable.ts';

/** Where values come from. */
export interface OptionSources {
  /** What the command line holds, by option name. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly env: Shell['env'];
  /** What the configuration file holds, by option name. Default: nothing. */
  readonly file?: Readonly<Record<string, unknown>>;
}

/** A value that was found, and what to call its place in a message. */
interface FoundValue {
  readonly place: string;
  readonly raw: unknown;
}

/**
 * Reads a table of options. Empty strings count as not given.
 *
 * @throws CommandError with exit code 2 if a value cannot be used or two options exclude each other
 */
export function readOptions<Table extends OptionTable>(
  table: Table,
  sources: OptionSources,
): OptionValues<Table> {
  const values: Record<string, unknown> = {};
  const places = new Map<string, string>();
  for (const [name, row] of Object.entries(table)) {
    const found = find(name, row, sources);
    values[name] = readValue(row, found);
    if (found !== undefined && values[name] !== false) places.set(name, found.place);
  }
  for (const [name, { excludes = {} }] of Object.entries(table)) {
    if (places.has(name)) refuseExcluded(name, excludes, places);
  }
  return values as OptionValues<Table>;
}

function refuseExcluded(
  name: string,
  excludes: Readonly<Record<string, string>>,
  places: ReadonlyMap<string, string>,
): void {
  for (const [other, reason] of Object.entries(excludes)) {
    if (!places.has(other)) continue;
    throw new CommandError(2, `${places.get(name)} cannot be combined with ${places.get(other)}: ${reason}`);
  }
}

function find(
  name: string,
  row: OptionRow,
  { given, env, file = {} }: OptionSources,
): FoundValue | undefined {
  const inFile = row.inFile !== false && Object.hasOwn(file, name) ? file[name] : undefined;
  const candidates: readonly FoundValue[] =
    row.kind === 'file'
      ? [{ place: name, raw: inFile }]
      : [
          { place: flagOf(name), raw: given[name] },
          { place: variableOf(name), raw: env[variableOf(name)] },
          { place: `"${name}" in the configuration file`, raw: inFile },
        ];
  return candidates.find(({ raw }) => !isEmpty(raw));
}

function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === '' || (Array.isArray(raw) && raw.every((item) => item === ''));
}

function readValue(row: OptionRow, found: FoundValue | undefined): unknown {
  switch (row.kind) {
    case 'switch':
      return found !== undefined && switchFrom(found);
    case 'text':
      return found === undefined ? row.default : textFrom(row, found);
    case 'list':
      return found === undefined ? [] : listFrom(row, found);
    case 'whole':
      return found === undefined ? row.default : wholeFrom(row, found);
    case 'file':
      return found?.raw;
  }
}

function switchFrom({ place, raw }: FoundValue): boolean {
  const word = String(raw).toLowerCase();
  if (['1', 'true', 'yes'].includes(word)) return true;
  if (['0', 'false', 'no'].includes(word)) return false;
  throw new CommandError(2, `${place} is a switch: write 1 or 0, not ${JSON.stringify(raw)}`);
}

function textFrom({ choices, isKey }: TextRow, { place, raw }: FoundValue): string {
  const problem = isKey === true ? keyProblem(String(raw)) : undefined;
  if (problem !== undefined) throw new CommandError(2, `${place} ${problem}`);
  return oneOf(String(raw), choices, place);
}

function listFrom(row: ListRow, { place, raw }: FoundValue): readonly string[] {
  const { choices, commas } = row;
  const items = typeof raw === 'string' ? splitVariable(row, raw) : [raw].flat().map(String);
  return items
    .flatMap((item) => (commas ? item.split(',') : item))
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => oneOf(item, choices, place));
}

function wholeFrom({ least, most = Number.MAX_SAFE_INTEGER }: WholeRow, { place, raw }: FoundValue): number {
  const text = String(raw);
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new CommandError(2, `${place} must be a whole number ${range}, not ${JSON.stringify(text)}`);
}

function oneOf(text: string, choices: readonly string[] | undefined, place: string): string {
  if (choices === undefined || choices.includes(text)) return text;
  throw new CommandError(2, `${place} must be ${orList(choices)}, not ${JSON.stringify(text)}`);
}
