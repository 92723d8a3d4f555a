/** The only place of the command line that writes files: the old one or the new one, never half, never one elsewhere. */
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { RedactedText } from '../safe-text/index.ts';

/**
 * Writes beside the file and renames into place, so that a full disk or a stop leaves no part of it behind.
 *
 * @param within a folder above the file; see `refuseLinks`
 * @throws the error of the file system, or an error with a sentence if there is a symbolic link on the way
 */
export function writeWhole(path: string, text: RedactedText, within?: string): void {
  if (isDevice(path)) {
    writeFileSync(path, text);
    return;
  }
  refuseLinks(path, within);
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
 * Writes a file that is not there yet.
 *
 * @returns false if there is one, which stays as it is
 * @throws the error of the file system
 */
export function writeNew(path: string, text: RedactedText): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Adds a text to the end of a file, and creates the file if there is none.
 *
 * @throws the error of the file system, or an error with a sentence if it is a symbolic link
 */
export function appendTo(path: string, text: RedactedText): void {
  append(path, text);
}

/**
 * Adds lines of an input file to the end of a file. They are in a file already, and with a part of it hidden a call would
 * be another call.
 *
 * @throws the error of the file system, or an error with a sentence if it is a symbolic link
 */
export function copyLines(path: string, lines: readonly string[]): void {
  append(path, lines.map((line) => `${line}\n`).join(''));
}

function append(path: string, text: string): void {
  refuseLinks(path);
  // Windows has no such flag.
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
  const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o666);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Lines that are with the system as soon as they are added, so that no end of this process loses one. */
export interface CallJournal {
  add(line: string): void;
  close(): void;
}

/**
 * Begins a new file.
 *
 * @throws the error of the file system, also if the file exists
 */
export function openJournal(path: string): CallJournal {
  const file = openSync(path, 'ax');
  return {
    add: (line) => void writeSync(file, `${line}\n`),
    close: () => closeSync(file),
  };
}

/**
 * Refuses symbolic links: whoever can place one in a folder of reports could choose what is overwritten.
 *
 * @param within links above this folder, and itself, are the caller's choice; default: the folder of the file
 * @throws Error with a sentence
 */
export function refuseLinks(path: string, within = dirname(path)): void {
  let place = within;
  for (const name of relative(within, path).split(sep)) {
    place = join(place, name);
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw new Error(
      `${place} is a symbolic link, which is not followed: remove it, or choose another folder`,
    );
  }
}

/** A pipe or a device, such as /dev/stdout, is written to and never replaced. */
function isDevice(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return path.startsWith('/dev/') || found?.isFIFO() === true || found?.isCharacterDevice() === true;
}

function removeQuietly(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // What kept the file from being written is reported.
  }
}
