/** Where this package is on disk, and where its running code is: its sources, `build/`, or the bundles in `dist/`. */
import { existsSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OWN_FILE = fileURLToPath(import.meta.url);

/** The folder with this package's own `package.json`. */
export const packageRoot: string = findRoot(dirname(OWN_FILE));

/** `.ts` from the sources, `.js` once built. */
export const ownExtension: string = extname(OWN_FILE);

/**
 * The folder that has the files of the running code where the package has their sources. A bundle has no other way to
 * find them: what several modules share is in a file of another folder.
 */
export const codeRoot: string = ownExtension === '.ts' ? packageRoot : join(packageRoot, firstFolder());

/**
 * A module of the running code that is loaded by its place, such as a thread; `scripts/build/loaded-by-name.ts` lists it.
 *
 * @param path from the root, without its ending: `cli/library/verify-thread`
 */
export function ownModule(path: string): URL {
  return pathToFileURL(join(codeRoot, `${path}${ownExtension}`));
}

function firstFolder(): string {
  const [folder = ''] = relative(packageRoot, OWN_FILE).split(sep);
  return folder;
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`no package.json above ${OWN_FILE}`);
  return findRoot(parent);
}
