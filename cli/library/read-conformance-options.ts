/** From the options of a program to the values that `verify` works with. */
import { resolve } from 'node:path';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { select } from '../../harness/selection.ts';
import { resolveSettings } from '../../harness/settings.ts';
import type { Checked } from '../../schemas/index.ts';
import { readConfig } from '../config.ts';
import { VERIFY, type VerifyOptions } from '../grade/verify.ts';
import type { OptionTable } from '../options/option-table.ts';
import { outsideOf } from '../options/outside.ts';
import { readOptions } from '../options/read-options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { checkOptions, LEFT_OUT } from './check-options.ts';

const TABLE: OptionTable = VERIFY.options;

const OWN_TABLE: OptionTable = Object.fromEntries(
  Object.entries(TABLE).filter(([name]) => !Object.hasOwn(LEFT_OUT, name)),
);

/** Where reports would go by default; a program has to ask for them. */
const REPORTS = ['report', 'history'] as const;

/**
 * Reads the options, and finds as many of their problems as it can at once.
 *
 * @param readsVariables true if the program passed the environment on
 */
export async function readConformanceOptions(
  options: unknown,
  shell: Shell,
  readsVariables: boolean,
): Promise<Checked<VerifyOptions & { readonly writesReports: boolean }>> {
  const hasConfig = Object(options).config !== undefined;
  const { given, problems: own } = checkOptions(options, TABLE, !readsVariables && !hasConfig);
  const problems = [...own];
  const file = await readFile(given, shell, problems);
  const sources = { given, env: shell.env, file };
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(TABLE)) {
    const read = Object.hasOwn(LEFT_OUT, name)
      ? undefined
      : attempt(() => readOptions({ [name]: row }, sources)[name], problems);
    values[name] = read ?? readOptions({ [name]: row }, { given: {}, env: {} })[name];
  }
  attempt(() => readOptions(OWN_TABLE, sources), problems);
  const read = values as VerifyOptions;
  const isGiven = (name: string) => [given[name], file[name]].some((value) => value !== undefined);
  const writesReports = isGiven('reportDir') || shell.env.ASTROLABE_REPORT_DIR !== undefined;
  for (const name of REPORTS) {
    if (isGiven(name) && !writesReports)
      problems.push(`${name} needs reportDir, the folder that it is written to`);
  }
  // A key that was refused is not a missing one.
  const apiKey = read.apiKey ?? (Object(options).apiKey === undefined ? undefined : 'refused');
  problems.push(...laterProblems({ ...read, apiKey }, shell));
  return problems.length === 0 ? { value: { ...read, writesReports } } : { problems: [...new Set(problems)] };
}

/** A configuration file that happens to be in the folder is not the program's: only one that it names. */
async function readFile(
  given: Readonly<Record<string, unknown>>,
  shell: Shell,
  problems: string[],
): Promise<Readonly<Record<string, unknown>>> {
  const { ASTROLABE_CONFIG: config, ASTROLABE_TARGET: target } = shell.env;
  if ((given.config ?? config) === undefined) {
    if ((given.target ?? target) !== undefined)
      problems.push('target needs config, the configuration file that has it');
    return {};
  }
  try {
    return await readConfig(VERIFY, given, shell);
  } catch (error) {
    problems.push(sentenceOf(error));
    return {};
  }
}

/** What would be refused next, also if other options are refused already. */
function laterProblems(options: VerifyOptions, shell: Shell): string[] {
  const { clauses, example: examples, tags, adapter } = options;
  const selected = select({ clauses, examples, tags }, readCatalogue(), loadRegistry());
  const target = options.baseUrl === undefined ? { baseUrl: 'http://127.0.0.1/', apiKey: 'unused' } : {};
  const loose = { ...options, ...target, adapter: adapter && resolve(shell.cwd, adapter) };
  const settings = resolveSettings(loose, shell.random, outsideOf(shell));
  return [
    ...('problem' in selected ? [selected.problem] : []),
    ...('problems' in settings ? settings.problems : []),
  ];
}

function attempt<Value>(read: () => Value, problems: string[]): Value | undefined {
  try {
    return read();
  } catch (error) {
    const sentence = sentenceOf(error);
    if (!problems.includes(sentence)) problems.push(sentence);
    return undefined;
  }
}

/** @throws any error that is not a sentence for the caller */
function sentenceOf(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  throw error;
}
