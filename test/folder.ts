/** Folders that a test writes to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** Creates an empty folder, which is removed after the test, suite or file that created it. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `astrolabe-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
