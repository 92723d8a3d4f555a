/** The files that a run leaves in its report folder. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import {
  ledgerOf,
  renderBadgeJson,
  renderBadgeSvg,
  renderChecklist,
  renderCucumberHtml,
  renderJunit,
  renderMarkdown,
} from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { reportPage } from './report-page.ts';

/**
 * Writes the record and what is made from it.
 *
 * @param remote also writes a ledger of every identifier that was sent
 * @returns the names of the files
 */
export async function writeReports(
  folder: string,
  record: ResultRecord,
  messages: readonly Envelope[],
  remote: boolean,
): Promise<string[]> {
  const checklist = renderChecklist(record);
  const files: Record<string, string> = {
    'conformance.json': `${JSON.stringify(record, null, 2)}\n`,
    'report.html': reportPage([record]),
    'junit.xml': renderJunit(record),
    'summary.md': renderMarkdown(record),
    'badge.svg': renderBadgeSvg(record),
    'badge.json': renderBadgeJson(record),
    ...(checklist === '' ? {} : { 'checklist.md': checklist }),
    ...(messages.length === 0 ? {} : { 'cucumber.html': await renderCucumberHtml(messages) }),
    ...(remote ? { 'ledger.ndjson': ledgerOf(record) } : {}),
  };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
  return Object.keys(files);
}
