/** Reads the files of a LevelDB without it: it does not verify all checksums, and opening a damaged one may remove files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadableBytes } from './byte-reader.ts';
import { readLog } from './log-file.ts';
import { type LiveFiles, readManifest } from './manifest.ts';
import { readTable } from './table-file.ts';
import { changesOfBatch, changesOfBlock, type StoredChange } from './write-batch.ts';

export type { StoredChange } from './write-batch.ts';

/** Called with every change that can be read, in no order. */
export type OnChange = (change: StoredChange) => void;

/** Names of files that LevelDB writes. */
export const LEVEL_FILE = /^(?:CURRENT|LOCK|LOG(?:\.old)?|MANIFEST-\d+|\d+\.(?:log|ldb|sst|dbtmp))$/;

/**
 * Compares the checksums of everything that LevelDB would read. If its list of files is damaged, all files are read.
 *
 * @param onChange also called with what damaged parts still show
 * @returns a sentence part per damaged file, such as `000005.ldb is damaged at byte 0`
 */
export async function scanFiles(path: string, onChange?: OnChange): Promise<readonly string[]> {
  const problems: string[] = [];
  const names = (await readdir(path)).toSorted();
  const live = await liveFiles(path, names, problems);
  for (const name of names) {
    const [, digits, ending] = /^(\d+)\.(log|ldb|sst)$/.exec(name) ?? [];
    if (digits === undefined) continue;
    const number = Number(digits);
    const isLive =
      live === undefined ||
      (ending === 'log'
        ? number >= live.firstLog || (number === live.previousLog && number > 0)
        : live.tables.has(number));
    if (!isLive) continue;
    if (!(await isOrdinary(path, name))) {
      problems.push(`${name} is not an ordinary file`);
      continue;
    }
    const bytes = await readFile(join(path, name));
    problems.push(...(ending === 'log' ? scanLog : scanTable)(name, bytes, onChange));
  }
  for (const table of live?.tables ?? []) {
    const isPresent = names.some(
      (name) => /\.(?:ldb|sst)$/.test(name) && Number.parseInt(name, 10) === table,
    );
    if (!isPresent) problems.push(`${String(table).padStart(6, '0')}.ldb is missing`);
  }
  return problems;
}

async function liveFiles(
  path: string,
  names: readonly string[],
  problems: string[],
): Promise<LiveFiles | undefined> {
  for (const name of names.filter((one) => /^(?:CURRENT|MANIFEST-\d+)$/.test(one))) {
    if (await isOrdinary(path, name)) continue;
    problems.push(`${name} is not an ordinary file`);
    return undefined;
  }
  const current = names.includes('CURRENT') ? await readFile(join(path, 'CURRENT'), 'latin1') : undefined;
  const [, name] = /^(MANIFEST-\d+)\n$/.exec(current ?? '') ?? [];
  if (name === undefined || !names.includes(name)) {
    const what = current === undefined ? 'is missing' : 'is damaged, or the file that it names is missing';
    problems.push(`CURRENT ${what}`);
    return undefined;
  }
  try {
    return readManifest(await readFile(join(path, name)));
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
    problems.push(`${name} is not readable: ${error.message}`);
    return undefined;
  }
}

/** Whether it can be read: a named pipe would block, and a folder fails. */
async function isOrdinary(path: string, name: string): Promise<boolean> {
  return (await stat(join(path, name)).catch(() => undefined))?.isFile() === true;
}

function scanLog(name: string, bytes: Buffer, onChange?: OnChange): readonly string[] {
  const { records, damagedAt } = readLog(bytes);
  if (onChange !== undefined) {
    for (const record of records) passOn(changesOfBatch(record.bytes), onChange);
  }
  return damagedAt.length === 0 ? [] : [placesOf(name, damagedAt)];
}

function scanTable(name: string, bytes: Buffer, onChange?: OnChange): readonly string[] {
  try {
    const { data, damagedAt } = readTable(bytes);
    if (onChange !== undefined) {
      for (const block of data)
        passOn(
          lazily(() => changesOfBlock(block.read())),
          onChange,
        );
    }
    return damagedAt.length === 0 ? [] : [placesOf(name, damagedAt)];
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
    return [`${name} is not readable: ${error.message}`];
  }
}

/** Passes on changes up to the first that cannot be read. */
function passOn(changes: Iterable<StoredChange>, onChange: OnChange): void {
  try {
    for (const change of changes) onChange(change);
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
  }
}

function* lazily(changes: () => Iterable<StoredChange>): Iterable<StoredChange> {
  yield* changes();
}

function placesOf(name: string, [first, ...more]: readonly number[]): string {
  const others = more.length === 0 ? '' : ` and in ${more.length} more places`;
  return `${name} is damaged at byte ${first}${others}`;
}
