/** Whether another process has a LevelDB open, found out without opening it. */
import { link, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LevelModule } from './load-classic-level.ts';

const LOCK = 'LOCK';

/** Held until it is released; other processes cannot open the directory. */
export interface HeldLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a LevelDB: an empty database beside it gets the same lock file, by a hard link. If the file system
 * has no hard links, the lock is not taken, and nothing is reported.
 *
 * @returns undefined if another process has it
 */
export async function takeLock(path: string, { ClassicLevel }: LevelModule): Promise<HeldLock | undefined> {
  const probe = await mkdtemp(join(path, 'lock-')).catch(() => undefined);
  if (probe === undefined) return { release: async () => undefined };
  const remove = () => rm(probe, { recursive: true, force: true });
  try {
    await link(join(path, LOCK), join(probe, LOCK));
  } catch {
    await remove();
    return { release: async () => undefined };
  }
  const level = new ClassicLevel(probe);
  try {
    await level.open();
  } catch (error) {
    await remove();
    if ((error as { cause?: { code?: string } }).cause?.code === 'LEVEL_LOCKED') return undefined;
    throw error;
  }
  return {
    async release() {
      await level.close();
      await remove();
    },
  };
}
