/** A data directory: LevelDB with JSON values under text keys. Only this file and `presence.ts` look at the disk. */
import { mkdir, readdir } from 'node:fs/promises';
import type { ClassicLevel } from 'classic-level';
import { type LevelModule, loadClassicLevel } from './load-classic-level.ts';
import { watchPresence } from './presence.ts';
import { UnusableDataDirectory } from './unusable-data-directory.ts';

export interface DataDirectory {
  /**
   * Every entry, in the order of the keys.
   *
   * @throws {UnusableDataDirectory} if an entry is damaged
   */
  entries(): AsyncIterable<readonly [key: string, value: string]>;
  /**
   * Writes all operations or none. Resolves once they survive any end of the process, even a sudden one; they may
   * not survive a crash of the machine. Rejects if the directory or its files are gone or replaced.
   */
  write(operations: readonly Operation[]): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** An undefined value removes the entry. */
export interface Operation {
  readonly key: string;
  readonly value: string | undefined;
}

/** Increase it whenever keys or values change; `checkFormat` compares it. */
const FORMAT = '1';
const FORMAT_KEY = '"format"';

/** Entries read at a time. */
const CHUNK = 1_000;

/**
 * Opens a data directory and creates it if it does not exist.
 *
 * @param load imports LevelDB
 * @throws {UnusableDataDirectory} if LevelDB is not installed; if another process uses the directory; if it is
 * damaged, not writable or belongs to another program
 */
export async function openDataDirectory(
  path: string,
  load?: () => Promise<LevelModule>,
): Promise<DataDirectory> {
  const { ClassicLevel } = await loadClassicLevel(load);
  let level: ClassicLevel<string, string> | undefined;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await refuseForeignFiles(path);
    // The constructor already opens the directory, so the check of its files must come first.
    level = new ClassicLevel<string, string>(path);
    await level.open();
    await checkFormat(level, path);
    return dataDirectoryOf(level, path);
  } catch (error) {
    await level?.close().catch(() => undefined);
    throw asUnusable(path, error);
  }
}

function dataDirectoryOf(level: ClassicLevel<string, string>, path: string): DataDirectory {
  const check = watchPresence(path);
  return {
    async *entries() {
      const iterator = level.iterator();
      try {
        for (;;) {
          const chunk = await iterator.nextv(CHUNK);
          if (chunk.length === 0) return;
          for (const entry of chunk) if (entry[0] !== FORMAT_KEY) yield entry;
        }
      } catch (error) {
        throw asUnusable(path, error);
      } finally {
        await iterator.close();
      }
    },
    async write(operations) {
      await level.batch(
        operations.map(({ key, value }) =>
          value === undefined ? { type: 'del', key } : { type: 'put', key, value },
        ),
      );
      // Afterwards, because files may be removed during the write too.
      check();
    },
    async clear() {
      await level.clear({ gt: FORMAT_KEY });
      check();
    },
    close: () => level.close(),
  };
}

/** Refuses a directory of another version instead of misreading it. */
async function checkFormat(level: ClassicLevel<string, string>, path: string): Promise<void> {
  const format = await level.get(FORMAT_KEY);
  if (format === FORMAT) return;
  const isEmpty = format === undefined && (await level.keys({ limit: 1 }).all()).length === 0;
  if (isEmpty) return level.put(FORMAT_KEY, FORMAT);
  throw new UnusableDataDirectory(
    format === undefined
      ? `${path} is a database of another program: choose another directory`
      : `${path} was written by another version (format ${format}, not ${FORMAT}): choose another directory`,
  );
}

/** LevelDB treats a directory of other files as empty, and deletes those with names like its own. */
async function refuseForeignFiles(path: string): Promise<void> {
  const files = await readdir(path);
  if (files.length === 0 || files.includes('CURRENT')) return;
  throw new UnusableDataDirectory(
    `${path} contains files but is not a data directory, or its file CURRENT is missing: choose an empty directory, or restore the file`,
  );
}

function asUnusable(path: string, error: unknown): UnusableDataDirectory {
  if (error instanceof UnusableDataDirectory) return error;
  return new UnusableDataDirectory(sentence(path, error), { cause: error });
}

function sentence(path: string, error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  const { code, message } = cause ?? (error as { code?: string; message?: string });
  switch (code) {
    case 'LEVEL_LOCKED':
      return `${path} is in use by another process: stop that process, or choose another directory`;
    case 'LEVEL_CORRUPTION':
      return damaged(path, message);
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} is not a directory: choose a directory, or a path that does not exist yet`;
    default:
      if (/corrupt|invalid argument/i.test(message ?? '')) return damaged(path, message);
      return `${path} cannot be used (${message ?? code}): choose a directory that can be written to`;
  }
}

function damaged(path: string, message: string | undefined): string {
  return `${path} is damaged (${message}): move it away, or restore it`;
}
