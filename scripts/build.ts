/**
 * The build step after the compiler: adds to its output what would otherwise cost time at every start, and copies what
 * a user can reach to `dist/`. Safe to repeat; what is in `dist/` and not reached is deleted.
 *
 * The compiler's own output stays whole in `build/`, because it writes a file again only if the source changed.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../schemas/package-root.ts';
import { declarationFiles } from './build/declarations.ts';
import { generatedFiles } from './build/generated.ts';
import { filesBelow, reachedFiles } from './build/reached.ts';
import { commonJsFiles } from './common-js.ts';
import { readManifest } from './package-exports.ts';

const build = join(packageRoot, 'build');
const dist = join(packageRoot, 'dist');

const generated = generatedFiles();
for (const path of filesBelow(build)) if (!hasSource(path)) rmSync(join(build, path));
for (const [path, content] of generated) write(join(build, path), content);

const declarations = await declarationFiles(packageRoot, build);
const shipped = new Map([
  ...[...reachedFiles(packageRoot, build).keys()].map((path): [string, string] => [
    path,
    readFileSync(join(build, path), 'utf8'),
  ]),
  ...declarations,
  ...commonJsFiles(readManifest(packageRoot), declarations),
]);
for (const [path, content] of shipped) write(join(dist, path), content);
for (const path of filesBelow(dist)) if (!shipped.has(path)) rmSync(join(dist, path));

chmodSync(join(dist, 'cli', 'main.js'), 0o755);

/** The compiler does not delete what it made of a source that is gone. */
function hasSource(path: string): boolean {
  const source = path.replace(/(?:\.d)?\.([cm]?)[jt]s$/, '.$1ts');
  return path === '.tsbuildinfo' || generated.has(path) || existsSync(join(packageRoot, source));
}

/** Leaves a file alone that has this content, so that a running program is not disturbed. */
function write(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
