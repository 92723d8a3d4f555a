/** The only place of the command line that writes files: the old one or the new one, never half of it. */
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { RedactedText } from '../safe-text/index.ts';

/**
 * Writes beside the file and renames into place, so that a full disk or a stop leaves no part of it behind. A symbolic
 * link at `path` is replaced, not followed.
 *
 * @throws the error of the file system
 */
export function writeWhole(path: string, text: RedactedText): void {
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

/**
 * Adds a text to the end of a file, and creates the file if there is none.
 *
 * @throws the error of the file system
 */
export function appendTo(path: string, text: RedactedText): void {
  appendFileSync(path, text);
}

function removeQuietly(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // What kept the file from being written is reported.
  }
}
