/** A small file beside the database with the number of the last acknowledged write: it shows if later writes vanish. */
import {
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Result } from '../../schemas/index.ts';
import { hexOf } from './envelope.ts';

export const MARK_NAME = 'SAVED';

export interface SavedMark {
  /** Call it after each write. */
  set(write: number): void;
  close(): void;
}

/** @returns undefined if there is none yet */
export function readMark(path: string): Result<number | undefined> {
  const file = join(path, MARK_NAME);
  // Before it is read: a named pipe would block, and a symbolic link leads elsewhere.
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { value: undefined };
  if (!found.isFile()) return { problem: `${MARK_NAME} is not an ordinary file` };
  const text = readFileSync(file, 'latin1');
  const write = Number.parseInt(text, 10);
  return text === lineOf(write) ? { value: write } : { problem: `${MARK_NAME} is damaged` };
}

/** Opens the mark with the number of the last write, and creates it if there is none. */
export function openMark(path: string, write: number): SavedMark {
  const file = join(path, MARK_NAME);
  // Renamed into place, so that a kill leaves no part of it.
  const part = `${file}.part`;
  // Whatever is there is not written to: it may be a symbolic link.
  rmSync(part, { recursive: true, force: true });
  writeFileSync(part, lineOf(write), { mode: 0o600, flag: 'wx' });
  renameSync(part, file);
  const handle = openSync(file, 'r+');
  return {
    set(next) {
      // One short piece at one place, so that a kill leaves the old line or the new one.
      writeSync(handle, lineOf(next), 0, 'latin1');
    },
    close: () => closeSync(handle),
  };
}

function lineOf(write: number): string {
  const digits = String(write).padStart(16, '0');
  return `${digits} ${hexOf(crc32(digits))}\n`;
}
