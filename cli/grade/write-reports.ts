/** The files that a run leaves in its report folder. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPORT_FORMATS, type ReportInput, type ReportName } from '../../reports/catalogue.ts';

/** What decides, besides the table of formats, which files are due. */
export interface DueReports {
  /** True if the target is not on this machine. */
  readonly remote: boolean;
  /** Formats that `--report` names. */
  readonly requested: readonly ReportName[];
}

/** @returns the names of the files, in the order of the table */
export async function writeReports(
  folder: string,
  input: ReportInput,
  { remote, requested }: DueReports,
): Promise<string[]> {
  const names = await Promise.all(
    Object.entries(REPORT_FORMATS).map(async ([format, { file, render }]) => {
      if (file === undefined) return [];
      const due = file.written === 'always' || (file.written === 'remote' && remote);
      if (!due && !requested.some((name) => name === format)) return [];
      const text = await render(input);
      if (text === '') return [];
      await writeFile(join(folder, file.name), text);
      return [file.name];
    }),
  );
  return names.flat();
}
