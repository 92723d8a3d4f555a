/** The summary of a job of GitHub Actions: verify adds its own to the file that the job names. */
import { REPORT_FORMATS, type ReportInput } from '../../reports/catalogue.ts';
import type { Shell } from '../shell.ts';
import { appendTo } from '../whole-file.ts';

/** Where GitHub Actions reads the summary of a step from. */
const VARIABLE = 'GITHUB_STEP_SUMMARY';

/** @returns a sentence if it could not be added, which does not change the verdict */
export async function addToJobSummary(
  input: ReportInput,
  { env, redact }: Pick<Shell, 'env' | 'redact'>,
): Promise<string[]> {
  const file = env[VARIABLE];
  if (file === undefined || file === '') return [];
  try {
    appendTo(file, redact(`${await REPORT_FORMATS.markdown.render(input)}\n`));
    return [];
  } catch (error) {
    return [`the summary was not added to ${file} (${VARIABLE}): ${(error as Error).message}`];
  }
}
