/** Who may read a data directory: it holds what people's calls say, so only its owner should. */
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { LEVEL_FILE } from './files/index.ts';
import { MARK_NAME } from './saved-mark.ts';

/** Rights of everybody but the owner. */
const OTHERS = 0o077;

/**
 * Creates a directory for its owner only. The rights of one that exists are not changed.
 *
 * @returns a sentence if other users of the machine have rights in it
 */
export async function makePrivateDirectory(path: string): Promise<string | undefined> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { mode } = await stat(path);
  // Windows keeps rights elsewhere and reports these for every directory.
  const isUnknown = sep === '\\';
  if ((mode & OTHERS) === 0 || isUnknown) return undefined;
  const rights = (mode & 0o777).toString(8).padStart(4, '0');
  return `other users of this machine may use ${path} (rights ${rights}): run chmod 700 on it, unless that is intended`;
}

/** LevelDB creates its files with the usual rights. */
export async function makeFilesPrivate(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (!LEVEL_FILE.test(name) && name !== MARK_NAME) continue;
    // A file may vanish meanwhile, and some file systems have no rights.
    await chmod(join(path, name), 0o600).catch(() => undefined);
  }
}
