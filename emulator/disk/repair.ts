/** Repairs a data directory: keeps what is whole in a new database, and moves the old files into a folder beside it. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repair } from '../repair.ts';
import { openDataDirectory } from './data-directory.ts';
import { LEVEL_FILE } from './files/index.ts';
import { FORMAT } from './keys.ts';
import { type LevelModule, loadClassicLevel } from './load-classic-level.ts';
import { BUILT, MOVING, UNFINISHED } from './repair-folders.ts';
import { salvage } from './salvage.ts';
import { MARK_NAME, readMark } from './saved-mark.ts';
import { takeLock } from './take-lock.ts';
import { asUnusable, inUse, UnusableDataDirectory } from './unusable-data-directory.ts';

/** Entries written at a time. */
const CHUNK = 1_000;

/** @throws {UnusableDataDirectory} if it is not a data directory, or another process uses it */
export async function repairDataDirectory(path: string): Promise<Repair> {
  const module = await loadClassicLevel();
  try {
    const isDirectory = await stat(path).then((found) => found.isDirectory());
    const names = isDirectory ? await readdir(path) : [];
    const isInterrupted = names.includes(BUILT) || names.includes(MOVING);
    const isPossible = isInterrupted || names.some((name) => LEVEL_FILE.test(name)) || hasMark(path);
    if (!isPossible) throw notOurs(path);
    const lock = await takeLock(path, module);
    if (lock === undefined) throw inUse(path);
    try {
      if (isInterrupted) await swap(path);
      return await repairLocked(path, module);
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw asUnusable(path, error);
  }
}

/** Its checksum shows that it is ours, even if every other file is lost. */
function hasMark(path: string): boolean {
  const mark = readMark(path);
  return 'value' in mark && mark.value !== undefined;
}

async function repairLocked(path: string, module: LevelModule): Promise<Repair> {
  const { whole, problems, format } = await salvage(path);
  // A damaged format entry is not the mark of another program if the rest is ours.
  const isOurs = format === FORMAT || format === '1' || whole.length > 0 || existsSync(join(path, MARK_NAME));
  if (!isOurs) throw notOurs(path);
  if (problems.length === 0 && format === FORMAT) return { kept: whole.length, problems, movedTo: undefined };

  const built = join(path, UNFINISHED);
  await rm(built, { recursive: true, force: true });
  const directory = await openDataDirectory(built, async () => module);
  for (let from = 0; from < whole.length; from += CHUNK) {
    await directory.write(whole.slice(from, from + CHUNK).map(([key, value]) => ({ key, value })));
  }
  await directory.close();
  await rename(built, join(path, BUILT));
  return { kept: whole.length, problems, movedTo: await swap(path) };
}

/** Puts the new database into the place of the old one; a repair that was interrupted here is continued by the next. */
async function swap(path: string): Promise<string> {
  const movedTo = freeFolder(path);
  if (existsSync(join(path, BUILT))) {
    await mkdir(movedTo, { mode: 0o700 });
    const old = (await readdir(path)).filter((name) => LEVEL_FILE.test(name) || name === MARK_NAME);
    // CURRENT leaves first and comes last, so that a half-moved database is never opened.
    for (const name of currentFirst(old)) await rename(join(path, name), join(movedTo, name));
    await rename(join(path, BUILT), join(path, MOVING));
  }
  const names = await readdir(join(path, MOVING));
  for (const name of currentFirst(names).toReversed()) {
    await rename(join(path, MOVING, name), join(path, name));
  }
  await rm(join(path, MOVING), { recursive: true, force: true });
  return movedTo;
}

function currentFirst(names: readonly string[]): readonly string[] {
  return names.toSorted((one, other) => Number(other === 'CURRENT') - Number(one === 'CURRENT'));
}

function freeFolder(path: string): string {
  for (let number = 1; ; number += 1) {
    const folder = join(path, `before-repair-${number}`);
    if (!existsSync(folder)) return folder;
  }
}

function notOurs(path: string): UnusableDataDirectory {
  return new UnusableDataDirectory(`${path} is not a data directory: pass one that emulate has written`);
}
