/** The only file that knows the disk: a LevelDB in a folder, with JSON under keys of text. */
import { mkdir, readdir } from 'node:fs/promises';
import type { ClassicLevel } from 'classic-level';
import { UnusableFolder } from './unusable-data-directory.ts';

export interface Database {
  /**
   * Every entry, in the order of the keys.
   *
   * @throws {UnusableFolder} where one is damaged
   */
  entries(): AsyncIterable<readonly [key: string, value: string]>;
  /**
   * Writes all of it or nothing. Resolves once it would survive the end of the process, however sudden; of the end
   * of the machine that cannot be said.
   */
  write(operations: readonly Operation[]): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Without a value the entry is taken away. */
export interface Operation {
  readonly key: string;
  readonly value: string | undefined;
}

/** Changes with what is written; see `openDatabase`. */
const FORMAT = '1';
const FORMAT_KEY = '"format"';

/** Entries read at a time. */
const CHUNK = 1_000;

/**
 * Opens the database of a folder, which is made where there is none.
 *
 * @throws {UnusableFolder} where another process has it open, or it is damaged, not ours or not writable
 */
export async function openDatabase(folder: string): Promise<Database> {
  // It brings a native addon, which nobody needs without a folder.
  const { ClassicLevel } = await import('classic-level');
  let level: ClassicLevel<string, string> | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseOthers(folder);
    // It opens by itself as soon as it is made, so no look at the folder may come later.
    level = new ClassicLevel<string, string>(folder);
    await level.open();
    await holdFormat(level, folder);
    return databaseOf(level, folder);
  } catch (error) {
    await level?.close().catch(() => undefined);
    throw asUnusable(folder, error);
  }
}

function databaseOf(level: ClassicLevel<string, string>, folder: string): Database {
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
        throw asUnusable(folder, error);
      } finally {
        await iterator.close();
      }
    },
    write: (operations) =>
      level.batch(
        operations.map(({ key, value }) =>
          value === undefined ? { type: 'del', key } : { type: 'put', key, value },
        ),
      ),
    clear: () => level.clear({ gt: FORMAT_KEY }),
    close: () => level.close(),
  };
}

/** A folder of a later version is left alone, rather than misread. */
async function holdFormat(level: ClassicLevel<string, string>, folder: string): Promise<void> {
  const format = await level.get(FORMAT_KEY);
  if (format === FORMAT) return;
  const isEmpty = format === undefined && (await level.keys({ limit: 1 }).all()).length === 0;
  if (isEmpty) return level.put(FORMAT_KEY, FORMAT);
  throw new UnusableFolder(
    format === undefined
      ? `${folder} is the database of another program: give a folder of its own`
      : `${folder} was written by another version (format ${format}, not ${FORMAT}): give another folder`,
  );
}

/** LevelDB would take a folder of other files for an empty one, and delete those whose names are like its own. */
async function refuseOthers(folder: string): Promise<void> {
  const files = await readdir(folder);
  if (files.length === 0 || files.includes('CURRENT')) return;
  throw new UnusableFolder(
    `${folder} has files and is no data directory, or has lost its file CURRENT: give an empty folder, or restore it`,
  );
}

function asUnusable(folder: string, error: unknown): UnusableFolder {
  if (error instanceof UnusableFolder) return error;
  return new UnusableFolder(sentence(folder, error), { cause: error });
}

function sentence(folder: string, error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  const { code, message } = cause ?? (error as { code?: string; message?: string });
  switch (code) {
    case 'LEVEL_LOCKED':
      return `${folder} is in use by another process: stop it, or give another folder`;
    case 'LEVEL_CORRUPTION':
      return `${folder} is damaged (${message}): move it away, or restore it`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${folder} is no folder: give one, or a name that is free`;
    default:
      if (/corrupt|invalid argument/i.test(message ?? '')) {
        return `${folder} is damaged (${message}): move it away, or restore it`;
      }
      return `${folder} cannot be used (${message ?? code}): give a folder that can be written to`;
  }
}
