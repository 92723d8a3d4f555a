/** The options of a run as words of a command line, so that a report can say how to run an example again. */
import { relative, resolve } from 'node:path';
import type { ResultRecord } from '../../schemas/index.ts';
import { flagOf, type OptionRow } from '../options/option-table.ts';
import { SETTING_OPTIONS } from '../options/setting-options.ts';
import type { Shell } from '../shell.ts';
import type { VerifyOptions } from './verify.ts';

/** Keys and headers are never recorded; seed and run id are elsewhere in the record. */
const LEFT_OUT: ReadonlySet<string> = new Set<keyof typeof SETTING_OPTIONS>([
  'apiKey',
  'blockingApiKey',
  'restrictedApiKey',
  'header',
  'seed',
  'runId',
]);

/**
 * The record with the options of its run.
 *
 * @param redact hides what is secret in them, such as the query of a URL
 */
export function withOptions(
  record: ResultRecord,
  values: VerifyOptions,
  shell: Pick<Shell, 'cwd'>,
  redact: (text: string) => string,
): ResultRecord {
  return { ...record, run: { ...record.run, options: optionWords(values, shell).map(redact) } };
}

/** Every option that is not at its default; paths are relative to the working folder. */
export function optionWords(values: Partial<VerifyOptions>, { cwd }: Pick<Shell, 'cwd'>): string[] {
  const settings: [string, OptionRow][] = Object.entries(SETTING_OPTIONS);
  const chosen = settings.flatMap(([name, row]) => {
    const value = values[name as keyof VerifyOptions];
    if (LEFT_OUT.has(name) || value === undefined || value === false) return [];
    if (row.kind === 'switch') return [flagOf(name)];
    if (row.kind !== 'text' || value === row.default) return [];
    return [flagOf(name), row.isPath ? fromHere(String(value), cwd) : String(value)];
  });
  // Keys and headers of the file may belong to its target.
  const { config, target } = values;
  return [
    ...(config === undefined ? [] : ['--config', fromHere(config, cwd)]),
    ...(target === undefined ? [] : ['--target', target]),
    ...chosen,
  ];
}

function fromHere(path: string, cwd: string): string {
  return relative(cwd, resolve(cwd, path)) || '.';
}
