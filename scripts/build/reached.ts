/** Which compiled files a user of the package can reach: from the exports and the bin by imports, or by name. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildSync } from 'esbuild';
import picomatch from 'picomatch';
import { isDeclaration, packageExports, readManifest } from '../package-exports.ts';
import { LOADED_BY_NAME } from './loaded-by-name.ts';

/** Scripts for browsers. */
const BUNDLES = ['reports/assets/bundles/', 'console/'];

/** Where a compiled file is in the package. */
const SHIPPED = 'dist/';

/**
 * The scripts and data below a folder that are reached, each with the reason. Declarations are not among them.
 *
 * @param folder compiled files, laid out as `dist/` is
 */
export function reachedFiles(root: string, folder: string): ReadonlyMap<string, string> {
  const files = filesBelow(folder).filter((file) => !isDeclaration(file));
  const byName = new Map(
    files.flatMap((file): [string, string][] => {
      const row = LOADED_BY_NAME.find(({ pattern }) => picomatch.isMatch(file, pattern));
      return row === undefined ? [] : [[file, row.reason]];
    }),
  );
  const entries = [...entriesOf(root)].filter((entry) => files.includes(entry));
  const imported = importedFrom(folder, [...entries, ...byName.keys()].filter(isScript));
  return new Map([
    ...imported.map((file): [string, string] => [file, 'imported from an export or the bin']),
    ...byName,
  ]);
}

/** All files below a folder, as paths from it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** The compiled files that `exports` and `bin` name. */
function entriesOf(root: string): ReadonlySet<string> {
  const manifest = readManifest(root);
  const named = [...packageExports(manifest).flatMap(({ files }) => files), ...Object.values(manifest.bin)];
  return new Set(named.filter((file) => file.startsWith(SHIPPED)).map((file) => file.slice(SHIPPED.length)));
}

/** The entries and everything that they import, statically or with `import()`. */
function importedFrom(folder: string, entryPoints: readonly string[]): string[] {
  const { metafile } = buildSync({
    absWorkingDir: folder,
    // Entries that differ in their extensions only would have one output.
    entryPoints: entryPoints.map((file) => ({ in: `./${file}`, out: file })),
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
}

function isScript(file: string): boolean {
  return /\.[cm]?js$/.test(file) && !BUNDLES.some((folder) => file.startsWith(folder));
}
