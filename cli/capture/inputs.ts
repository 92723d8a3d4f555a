/** The files that a command line names: files, folders, patterns, and - for standard input. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { CommandError, type Shell } from '../shell.ts';

/** What `send` writes beside its input is never read again as part of it. */
const OWN_FILES = /\.(?:sent\.json|undelivered\.ndjson)(?:\.part)?$/;

/**
 * The files in order: those of a folder and of a pattern by name, with the folders in it, without hidden ones. Each
 * file comes once.
 *
 * @returns paths for `openInput`, as the command line names them
 * @throws CommandError with exit code 2 if a word names nothing
 */
export async function filesNamed(
  words: readonly string[],
  { cwd }: Pick<Shell, 'cwd'>,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const word of words) files.push(...(await filesOf(word, cwd)));
  return [...new Map(files.map((file) => [file === '-' ? file : resolve(cwd, file), file])).values()];
}

async function filesOf(word: string, cwd: string): Promise<readonly string[]> {
  if (word === '-') return [word];
  const found = await stat(resolve(cwd, word)).catch(() => undefined);
  if (found?.isDirectory()) {
    const files = await filesIn(word, cwd);
    if (files.length === 0) throw new CommandError(2, `${resolve(cwd, word)} is a folder without files`);
    return files;
  }
  const { base, glob, isGlob } = picomatch.scan(word);
  // A file that cannot be read is reported when it is opened.
  if (found !== undefined || !isGlob) return [word];
  const isMeant = picomatch(glob);
  const root = base === '' ? '.' : base;
  const isThere = await stat(resolve(cwd, root)).catch(() => undefined);
  const all = isThere?.isDirectory() ? await filesIn(root, cwd) : [];
  const files = all.filter((file) => isMeant(relative(root, file).split(sep).join('/')));
  if (files.length === 0) throw new CommandError(2, `no file matches ${word}`);
  return files;
}

async function filesIn(folder: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || OWN_FILES.test(entry.name)) continue;
    if (entry.isDirectory()) files.push(...(await filesIn(path, cwd)));
    // A link to a folder may lead back to where it is.
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(resolve(cwd, path)))))
      files.push(path);
  }
  return files;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
