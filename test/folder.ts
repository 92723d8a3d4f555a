/** Folders that a test writes to. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { canaryInFolder } from './canaries.ts';

/**
 * Creates an empty folder, which is removed after the test, suite or file that created it.
 *
 * If it belongs to a command, that test fails if a key of a destination is in one of its files.
 */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `astrolabe-${name}-`));
  after(() => {
    const found = name === 'command' && existsSync(folder) ? canaryInFolder(folder) : undefined;
    rmSync(folder, { recursive: true, force: true });
    assert.equal(found, undefined);
  });
  return folder;
}
