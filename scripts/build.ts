/**
 * The build step after the compiler: adds to its output what would otherwise cost time at every start, and bundles what
 * a user can reach into the few files of `dist/`. Safe to repeat; what is in `dist/` and not reached is deleted.
 *
 * The compiler's own output stays whole in `build/`, because it writes a file again only if the source changed. It runs
 * from there too: tests load a module by its own path.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../schemas/package-root.ts';
import { bundle } from './build/bundle.ts';
import { declarationFiles } from './build/declarations.ts';
import { generatedFiles } from './build/generated.ts';
import { filesBelow, neededFiles } from './build/reached.ts';
import { commonJsFiles } from './common-js.ts';
import { readManifest } from './package-exports.ts';

const build = join(packageRoot, 'build');
const dist = join(packageRoot, 'dist');

const generated = generatedFiles();
for (const path of filesBelow(build)) if (!hasSource(path)) rmSync(join(build, path));
for (const [path, content] of generated) write(join(build, path), content);

const { entries, copies } = neededFiles(packageRoot, build);
const bundles = await bundle(build, entries);
const declarations = await declarationFiles(packageRoot, build);
const shipped = new Map([
  ...[...copies.keys()].map((path): [string, string] => [path, readFileSync(join(build, path), 'utf8')]),
  ...[...bundles].map(([path, { code }]): [string, string] => [path, code]),
  ...declarations,
  ...commonJsFiles(readManifest(packageRoot), declarations),
]);
for (const [path, content] of shipped) write(join(dist, path), content);
for (const path of filesBelow(dist)) if (!shipped.has(path)) rmSync(join(dist, path));
removeEmptyFolders(dist);

chmodSync(join(dist, 'cli', 'main.js'), 0o755);

/** The compiler does not delete what it made of a source that is gone. */
function hasSource(path: string): boolean {
  const source = path.replace(/(?:\.d)?\.([cm]?)[jt]s$/, '.$1ts');
  return path === '.tsbuildinfo' || generated.has(path) || existsSync(join(packageRoot, source));
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Leaves a file alone that has this content, so that nothing is read again that has not changed. */
function write(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
