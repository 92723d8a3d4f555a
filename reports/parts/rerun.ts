/** The command that runs one example of a finished run again. */
import type { ResultRecord } from '../../schemas/index.ts';
import { shellQuote } from '../text/index.ts';

/**
 * A `verify` command for one example, with the same seed and target.
 *
 * Keys are not in it: they come from the environment. The record does not name the file of an adapter, so the command
 * has the placeholder `ADAPTER.js`.
 */
export function rerunCommand({ run, target }: ResultRecord, exampleId: string): string {
  const words = ['astrolabe-conformance', 'verify', ...selector(run, exampleId)];
  if (!target.embedded) {
    words.push('--base-url', target.baseUrl);
    if (target.recordsUrl !== undefined) words.push('--records-url', target.recordsUrl);
    else if (run.evidence === 'readback') words.push('--adapter', 'ADAPTER.js');
  }
  words.push('--seed', String(run.seed));
  if (run.strict) words.push('--strict');
  return words.map(shellQuote).join(' ');
}

/** What the explorer found is not in a feature, so its path leads to it. */
function selector({ exploration }: ResultRecord['run'], exampleId: string): string[] {
  const path = exampleId.endsWith('.explored') ? exploration?.finding?.path : undefined;
  return path === undefined ? ['--example', exampleId] : ['--explore-only', '--explore-path', path];
}
