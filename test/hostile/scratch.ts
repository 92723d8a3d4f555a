/** Folders for runs in and outside of tests; all are removed when the process ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function makeScratch(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `astrolabe-hostile-${name}-`));
  folders.push(folder);
  return folder;
}
