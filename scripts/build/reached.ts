/** Which files a user of the package can reach: from the exports and the bin by imports, or by name. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import picomatch from 'picomatch';
import { isDeclaration, packageExports, readManifest } from '../package-exports.ts';
import { importGraph } from './import-graph.ts';
import { LOADED_BY_NAME, type LoadedByName } from './loaded-by-name.ts';

/** Where a compiled file is in the package. */
const SHIPPED = 'dist/';

/** What a folder has for users, apart from declarations. */
interface Needed {
  /** Modules that an export, the bin or a name leads to. */
  readonly entries: readonly string[];
  /** Files that are read by their name as they are, each with the reason. */
  readonly copies: ReadonlyMap<string, string>;
}

/** @param folder modules and data, laid out as `dist/` is */
export function neededFiles(root: string, folder: string): Needed {
  const files = filesBelow(folder).filter((file) => !isDeclaration(file));
  const named = new Map(
    files.flatMap((file): [string, LoadedByName][] => {
      const row = LOADED_BY_NAME.find(({ pattern }) => picomatch.isMatch(file, pattern));
      return row === undefined ? [] : [[file, row]];
    }),
  );
  const exported = [...entriesOf(root)].filter((file) => files.includes(file) && file.endsWith('.js'));
  const entries = [...named].filter(([, { isEntry }]) => isEntry === true).map(([file]) => file);
  const copies = [...named].filter(([file]) => !entries.includes(file));
  return {
    entries: [...exported, ...entries],
    copies: new Map(copies.map(([file, { reason }]) => [file, reason])),
  };
}

/**
 * The scripts and data below a folder that are reached, each with the reason. Declarations are not among them.
 *
 * @param folder laid out as `dist/` is
 */
export function reachedFiles(root: string, folder: string): ReadonlyMap<string, string> {
  const { entries, copies } = neededFiles(root, folder);
  return new Map([
    ...[...importGraph(folder, entries).keys()].map((file): [string, string] => [
      file,
      'an export or the bin, loaded by name, or imported by one of these',
    ]),
    ...copies,
  ]);
}

/** All files below a folder, as paths from it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** The files that `exports` and `bin` name; those for CommonJS only hand over an ES module. */
function entriesOf(root: string): ReadonlySet<string> {
  const manifest = readManifest(root);
  const named = [...packageExports(manifest).flatMap(({ files }) => files), ...Object.values(manifest.bin)];
  return new Set(named.filter((file) => file.startsWith(SHIPPED)).map((file) => file.slice(SHIPPED.length)));
}
