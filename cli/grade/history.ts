/** `verify --history`: a line for each run in a file of the report folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PastRun, pastRun, readPastRuns } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import type { Shell } from '../shell.ts';
import { appendTo, refuseLinks } from '../whole-file.ts';

/** The runs of a report folder, one JSON object per line, oldest first. */
export const HISTORY_FILE = 'history.ndjson';

/**
 * Adds a run to the history of the report folder. If that fails, it warns: a history must not cost the run its verdict.
 *
 * @returns the runs that were there before, oldest first
 */
export function rememberRun(
  folder: string,
  record: ResultRecord,
  shell: Pick<Shell, 'err' | 'redact'>,
): PastRun[] {
  const file = join(folder, HISTORY_FILE);
  try {
    refuseLinks(file);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const { runs, damaged } = readPastRuns(text);
    if (damaged > 0) shell.err(`${file}: ${damaged} line(s) are not runs and were skipped; delete them.\n`);
    const separator = text === '' || text.endsWith('\n') ? '' : '\n';
    appendTo(file, shell.redact(`${separator}${JSON.stringify(pastRun(record))}\n`));
    return runs;
  } catch (error) {
    shell.err(`Cannot keep the history in ${file}: ${(error as Error).message}\n`);
    return [];
  }
}
