/** The reports of a load: files in its folder, and what is printed. */
import { join } from 'node:path';
import {
  renderLoadJunit,
  renderLoadMarkdown,
  renderLoadPage,
  renderLoadSummary,
} from '../../reports/load/index.ts';
import { safeJson } from '../../safe-text/index.ts';
import type { LoadRecord } from '../../schemas/index.ts';
import type { Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';

const FILES: Readonly<Record<string, (record: LoadRecord) => string>> = {
  'load.json': (record) => `${safeJson(record)}\n`,
  'load.html': renderLoadPage,
  'load-junit.xml': renderLoadJunit,
  'load.md': renderLoadMarkdown,
};

/** Prints the record, and writes each report by itself: one that cannot be written costs neither the others nor the verdict. */
export function reportLoad(folder: string, record: LoadRecord, asJson: boolean, shell: Shell): void {
  shell.surviveLostOutput();
  if (asJson) shell.out(`${JSON.stringify(record, null, 2)}\n`);
  else shell.out(`${renderLoadSummary(record, shell)}\n`, 'colours');
  const written: string[] = [];
  for (const [name, render] of Object.entries(FILES)) {
    const path = join(folder, name);
    try {
      writeWhole(path, shell.redact(render(record)), folder);
      written.push(path);
    } catch (error) {
      shell.err(`${path} was not written: ${(error as Error).message}\n`);
    }
  }
  if (!asJson && written.length > 0) shell.out(`\nReports: ${written.join('\n         ')}\n`);
}
