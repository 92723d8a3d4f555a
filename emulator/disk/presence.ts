/** Whether the files of an open data directory are still where they were: LevelDB itself writes on into deleted files. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Throws if the directory, or the log in it, was removed, moved away or replaced since it was opened. */
export type CheckPresence = () => void;

/** LevelDB holds this file from its opening to its end. */
const LOCK = 'LOCK';

/**
 * Call it once the directory is open. A check usually looks at one file, the log to which LevelDB writes, and does not
 * wait: a turn in the queue of the disk would take longer.
 */
export function watchPresence(path: string): CheckPresence {
  const lock = identityOf(join(path, LOCK));
  let log = latestLog(path);

  /** LevelDB begins another log when one is full, and then removes the old one. */
  const hasAnotherLog = (): boolean => {
    if (lock === undefined || identityOf(join(path, LOCK)) !== lock) return false;
    const latest = latestLog(path);
    if (log === undefined || latest === undefined || latest.name <= log.name) return false;
    log = latest;
    return true;
  };

  return () => {
    if (log !== undefined && identityOf(join(path, log.name)) === log.identity) return;
    if (hasAnotherLog()) return;
    throw new Error(
      `${path} or files in it were removed, moved or replaced: stop the emulator, then restore the directory or choose another one`,
    );
  };
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

function latestLog(path: string): { readonly name: string; readonly identity: string } | undefined {
  const names = existsSync(path) ? readdirSync(path) : [];
  const name = names
    .filter((one) => one.endsWith('.log'))
    .toSorted()
    .at(-1);
  const identity = name === undefined ? undefined : identityOf(join(path, name));
  return name === undefined || identity === undefined ? undefined : { name, identity };
}
