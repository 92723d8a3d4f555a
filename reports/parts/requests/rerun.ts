/** The command that runs one example of a finished run again. */
import type { ResultRecord } from '../../../schemas/index.ts';
import { exploredId } from '../../../verdict/index.ts';
import { POSIX, type ShellLines } from '../../text/index.ts';

/**
 * A `verify` command for one example, with the same seed, target and options. Keys are not in it: they come from the
 * environment.
 *
 * Records of version 0.1 do not name the file of an adapter, so for them the command has the placeholder `ADAPTER.js`.
 */
export function rerunCommand(
  { run, target }: Pick<ResultRecord, 'run' | 'target'>,
  exampleId: string,
  { word }: ShellLines = POSIX,
): string {
  const words = [
    ...['npx', 'astrolabe-conformance', 'verify'],
    ...selector(run, exampleId),
    ...(run.options ?? knownOptions(run, target)),
    ...['--seed', String(run.seed)],
  ];
  return words.map(word).join(' ');
}

/** The file of the adapter as the command line names it; undefined if the record does not say. */
export function adapterFile({ options = [] }: Pick<ResultRecord['run'], 'options'>): string | undefined {
  const flag = options.indexOf('--adapter');
  return flag === -1 ? undefined : options[flag + 1];
}

/** What a record says about its options without naming them. */
function knownOptions(run: ResultRecord['run'], target: ResultRecord['target']): string[] {
  const words: string[] = [];
  if (!target.embedded) {
    words.push('--base-url', target.baseUrl);
    if (target.recordsUrl !== undefined) words.push('--records-url', target.recordsUrl);
    else if (run.evidence === 'readback') words.push('--adapter', 'ADAPTER.js');
  }
  if (run.strict) words.push('--strict');
  return words;
}

/** What the explorer found is not in a feature, so its path leads to it. */
function selector({ exploration }: ResultRecord['run'], exampleId: string): string[] {
  const { finding, findings = [] } = exploration ?? {};
  const own = findings.find(({ clause }) => exploredId(clause) === exampleId) ?? finding;
  return own === undefined || !exampleId.endsWith('.explored')
    ? ['--example', exampleId]
    : ['--explore-only', '--explore', '1', '--explore-path', own.path];
}
