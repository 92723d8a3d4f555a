/** An error of its own, so that callers can tell an unusable data directory from a bug. */

/** The data directory cannot be used; the message says why and what to do. */
export class UnusableDataDirectory extends Error {
  override readonly name = 'UnusableDataDirectory';
}

/** @param what what is damaged, as the end of a sentence */
export function damaged(path: string, what: string, cause?: unknown): UnusableDataDirectory {
  return new UnusableDataDirectory(
    `${path} is damaged: ${what}. Run emulate --data-dir ${path} --repair, which keeps what is whole and lists what is not, or restore the directory`,
    { cause },
  );
}

export function inUse(path: string, cause?: unknown): UnusableDataDirectory {
  return new UnusableDataDirectory(
    `${path} is in use by another process: stop that process, or choose another directory`,
    { cause },
  );
}

/** Turns an error of LevelDB or of the file system into a sentence. */
export function asUnusable(path: string, error: unknown): UnusableDataDirectory {
  if (error instanceof UnusableDataDirectory) return error;
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  const { code, message = code } = cause ?? (error as { code?: string; message?: string });
  switch (code) {
    case 'LEVEL_LOCKED':
      return inUse(path, error);
    case 'EEXIST':
    case 'ENOTDIR':
      return new UnusableDataDirectory(
        `${path} is not a directory: choose a directory, or a path that does not exist yet`,
        { cause: error },
      );
    default:
      if (code === 'LEVEL_CORRUPTION' || /corrupt|invalid argument/i.test(message ?? '')) {
        return damaged(path, message ?? 'LevelDB cannot read it', error);
      }
      return new UnusableDataDirectory(
        `${path} cannot be used (${message}): choose a directory that can be written to`,
        { cause: error },
      );
  }
}
