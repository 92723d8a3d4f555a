/** Writes a file that is either the old one or the new one, never half of it. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes beside the file and renames into place, so that a full disk or a stop leaves no part of it behind. A symbolic
 * link at `path` is replaced, not followed.
 *
 * @throws the error of the file system
 */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    rmSync(part, { force: true });
    writeFileSync(part, text, { flag: 'wx' });
    renameSync(part, path);
  } catch (error) {
    removeQuietly(part);
    throw error;
  }
}

function removeQuietly(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // What kept the file from being written is reported.
  }
}
