/** The files that a run leaves in its report folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FORMATS, type ReportInput, type ReportName } from '../../reports/catalogue.ts';
import type { RedactedText } from '../../safe-text/index.ts';
import type { Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';

/** What decides, besides the table of formats, which files are due. */
export interface DueReports {
  /** True if the target is not on this machine. */
  readonly remote: boolean;
  /** Formats that `--report` names. */
  readonly requested: readonly ReportName[];
}

/** What is in the report folder now, and what is not. */
export interface ReportFiles {
  /** Names of files, in the order of the table. */
  readonly written: readonly string[];
  /** A sentence for each report that could not be written. */
  readonly problems: readonly string[];
}

/** Writes each report by itself: one that cannot be rendered or written costs neither the others nor the verdict. */
export async function writeReports(
  folder: string,
  input: ReportInput,
  { remote, requested }: DueReports,
  redact: Shell['redact'],
): Promise<ReportFiles> {
  const written: string[] = [];
  const problems: string[] = [];
  // One after another: together, the texts of a large run would need several times its memory.
  for (const [format, { file, render }] of Object.entries(REPORT_FORMATS)) {
    if (file === undefined) continue;
    const due = file.written === 'always' || (file.written === 'remote' && remote);
    if (!due && !requested.some((name) => name === format)) continue;
    try {
      if (await writeReport(folder, file.name, async () => redact(await render(input))))
        written.push(file.name);
    } catch (error) {
      problems.push(`${join(folder, file.name)} was not written: ${(error as Error).message}`);
    }
  }
  return { written, problems };
}

/** @returns false if there is nothing to say */
async function writeReport(
  folder: string,
  name: string,
  render: () => Promise<RedactedText>,
): Promise<boolean> {
  const text = await render();
  if (text === '') return false;
  // The folder may have been removed while the run was under way.
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, name), text, folder);
  return true;
}
