/** A data directory: a LevelDB with JSON under text keys, each value with a checksum, and a head that counts them. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassicLevel } from 'classic-level';
import type { Result } from '../../schemas/index.ts';
import { unwrap, wrap } from './envelope.ts';
import { scanFiles } from './files/index.ts';
import {
  type ChecksumChange,
  compareHead,
  createInventory,
  EMPTY_HEAD,
  type Head,
  readHead,
} from './inventory.ts';
import { FORMAT, FORMAT_KEY, HEAD_KEY, isOwnKey } from './keys.ts';
import { type LevelModule, loadClassicLevel } from './load-classic-level.ts';
import { watchPresence } from './presence.ts';
import { BUILT, UNFINISHED } from './repair-folders.ts';
import { makeFilesPrivate, makePrivateDirectory } from './rights.ts';
import { MARK_NAME, openMark, readMark } from './saved-mark.ts';
import { takeLock } from './take-lock.ts';
import { asUnusable, damaged, inUse, UnusableDataDirectory } from './unusable-data-directory.ts';

export interface DataDirectory {
  readonly path: string;
  /** Every entry, in the order of the keys. Read all of them before the first write. */
  entries(): AsyncIterable<StoredEntry>;
  /** After all entries were read: how they differ from what was written last; undefined if they do not. */
  difference(): string | undefined;
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

export interface StoredEntry {
  readonly key: string;
  /** Its JSON, or why it is damaged. */
  readonly json: Result<string>;
}

/** Entries read at a time. */
const CHUNK = 1_000;

/**
 * Opens a data directory and creates it if it does not exist.
 *
 * @param load imports LevelDB
 * @param warn called with a sentence if others may read the directory
 * @throws {UnusableDataDirectory} if LevelDB is not installed; if another process uses the directory; if it is
 * damaged, not writable or belongs to another program
 */
export async function openDataDirectory(
  path: string,
  load?: () => Promise<LevelModule>,
  warn: (message: string) => void = () => undefined,
): Promise<DataDirectory> {
  const module = await loadClassicLevel(load);
  let level: ClassicLevel<string, string> | undefined;
  try {
    const exposed = await makePrivateDirectory(path);
    if (exposed !== undefined) warn(exposed);
    await refuseForeignFiles(path);
    await refuseDamagedFiles(path, module);
    const mark = readMark(path);
    if ('problem' in mark) throw damaged(path, mark.problem);
    // The constructor already opens the directory, so the checks of its files must come first.
    level = new module.ClassicLevel<string, string>(path);
    await level.open();
    const head = await readState(level, path, mark.value);
    // What an interrupted repair left would be older than what is written from now on.
    for (const name of [UNFINISHED, BUILT]) await rm(join(path, name), { recursive: true, force: true });
    return await dataDirectoryOf(level, path, head, mark.value ?? 0);
  } catch (error) {
    await level?.close().catch(() => undefined);
    throw asUnusable(path, error);
  }
}

async function dataDirectoryOf(
  level: ClassicLevel<string, string>,
  path: string,
  head: Head,
  saved: number,
): Promise<DataDirectory> {
  if (head.isClearing) await level.clear({ gt: HEAD_KEY });
  const check = watchPresence(path);
  let inventory = createInventory(head, []);
  let difference: string | undefined;
  const mark = openMark(path, Math.max(saved, head.write));
  await makeFilesPrivate(path);

  const putHead = async (next: Head): Promise<void> => {
    await level.put(HEAD_KEY, wrap(HEAD_KEY, JSON.stringify(next)).value);
  };

  return {
    path,
    async *entries() {
      const checksums: ChecksumChange[] = [];
      let sum = 0;
      const iterator = level.iterator();
      try {
        for (;;) {
          const chunk = await iterator.nextv(CHUNK);
          if (chunk.length === 0) break;
          for (const [key, value] of chunk) {
            if (isOwnKey(key)) continue;
            const read = unwrap(key, value);
            if ('value' in read) sum = (sum + read.value.checksum) >>> 0;
            checksums.push([key, 'value' in read ? read.value.checksum : undefined]);
            yield { key, json: 'value' in read ? { value: read.value.json } : read };
          }
        }
      } catch (error) {
        throw asUnusable(path, error);
      } finally {
        await iterator.close();
      }
      difference = compareHead(head, { entries: checksums.length, sum }, saved);
      inventory = createInventory(head, checksums);
    },
    difference: () => difference,
    async write(operations) {
      const changes: ChecksumChange[] = [];
      const batch = operations.map(({ key, value: json }) => {
        const wrapped = json === undefined ? undefined : wrap(key, json);
        changes.push([key, wrapped?.checksum]);
        return wrapped === undefined
          ? { type: 'del' as const, key }
          : { type: 'put' as const, key, value: wrapped.value };
      });
      const next = inventory.after(changes);
      const { value } = wrap(HEAD_KEY, JSON.stringify(next));
      await level.batch([...batch, { type: 'put', key: HEAD_KEY, value }]);
      inventory.commit(next, changes);
      // Afterwards, because files may be removed during the write too.
      check();
      mark.set(next.write);
    },
    async clear() {
      // First of all, so that a kill amid the clearing does not look like damage.
      await putHead(inventory.cleared(true));
      await level.clear({ gt: HEAD_KEY });
      inventory.clear(inventory.cleared(true));
      const next = inventory.cleared(false);
      await putHead(next);
      inventory.clear(next);
      check();
      mark.set(next.write);
    },
    async close() {
      mark.close();
      await makeFilesPrivate(path).catch(() => undefined);
      await level.close();
    },
  };
}

/** Refuses a directory of another version instead of misreading it, and begins a new one. */
async function readState(
  level: ClassicLevel<string, string>,
  path: string,
  saved: number | undefined,
): Promise<Head> {
  const format = await level.get(FORMAT_KEY);
  if (format === undefined && (await level.keys({ limit: 1 }).all()).length === 0) {
    if (saved !== undefined) throw damaged(path, `all of its ${saved} writes are missing`);
    const { value } = wrap(HEAD_KEY, JSON.stringify(EMPTY_HEAD));
    await level.batch([
      { type: 'put', key: FORMAT_KEY, value: FORMAT },
      { type: 'put', key: HEAD_KEY, value },
    ]);
    return EMPTY_HEAD;
  }
  if (format !== FORMAT) throw new UnusableDataDirectory(otherFormat(path, format));
  const read = unwrap(HEAD_KEY, (await level.get(HEAD_KEY)) ?? '');
  const head = 'value' in read ? readHead(read.value.json) : read;
  if ('problem' in head) throw damaged(path, `the entry ${HEAD_KEY}, which counts all others, is damaged`);
  if (saved === undefined && head.value.write > 0) throw damaged(path, `its file ${MARK_NAME} is missing`);
  return head.value;
}

function otherFormat(path: string, format: string | undefined): string {
  if (format === undefined) return `${path} is a database of another program: choose another directory`;
  return format === '1'
    ? `${path} was written by an earlier version, without checksums (format 1, not ${FORMAT}): run emulate --data-dir ${path} --repair, which converts it, or choose another directory`
    : `${path} was written by another version (format ${format}, not ${FORMAT}): choose another directory`;
}

/** LevelDB treats a directory of other files as empty, and deletes those with names like its own. */
async function refuseForeignFiles(path: string): Promise<void> {
  const files = await readdir(path);
  if (files.includes('CURRENT')) return;
  const isBeginning = files.every((name) => BEGINNING.has(name));
  // At the very first, LevelDB has created its log of messages and nothing else.
  if (isBeginning && (files.includes('LOCK') || (await isEmpty(path, files)))) return;
  throw new UnusableDataDirectory(
    files.includes(MARK_NAME)
      ? `${path} is damaged: its file CURRENT is missing. Restore it, or run emulate --data-dir ${path} --repair`
      : `${path} contains files but is not a data directory, or its file CURRENT is missing: choose an empty directory, or restore the file`,
  );
}

/** What LevelDB writes before CURRENT: a kill may come in between. */
const BEGINNING = new Set(['LOCK', 'LOG', 'MANIFEST-000001', '000001.dbtmp']);

async function isEmpty(path: string, files: readonly string[]): Promise<boolean> {
  for (const name of files) if ((await stat(join(path, name))).size > 0) return false;
  return true;
}

/** Before LevelDB opens it, because LevelDB would skip damaged parts and delete what it does not know. */
async function refuseDamagedFiles(path: string, module: LevelModule): Promise<void> {
  if (!(await readdir(path)).includes('CURRENT')) return;
  const [first, ...more] = await scanFiles(path);
  if (first === undefined) return;
  // A database that is being written may look damaged.
  const lock = await takeLock(path, module);
  if (lock === undefined) throw inUse(path);
  await lock.release();
  throw damaged(path, more.length === 0 ? first : `${first}, and ${more.length} more files are`);
}
