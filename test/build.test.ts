/** The build, in a copy of the repository: repeated, with another export, with a source that is gone. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { packageRoot } from '../schemas/package-root.ts';
import { filesBelow } from '../scripts/build/reached.ts';
import { TOP } from './architecture/rooms.ts';
import { makeFolder } from './folder.ts';

describe('the build', () => {
  const root = makeFolder('build');
  const dist = join(root, 'dist');
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));

  const build = () => execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'pipe' });
  const isShipped = (path: string) => existsSync(join(dist, path));
  const contents = () =>
    new Map(filesBelow(dist).map((path) => [path, readFileSync(join(dist, path), 'utf8')]));
  const exportToo = (more: Readonly<Record<string, unknown>>) => {
    const content = { ...manifest, exports: { ...manifest.exports, ...more } };
    writeFileSync(join(root, 'package.json'), JSON.stringify(content));
  };

  before(() => {
    // With the output of the build before the tests: what the compiler does not write again must be there as well.
    const needed = [...Object.keys(TOP), 'scripts', 'features', 'build', 'dist', 'package.json'];
    for (const name of [...needed, 'tsconfig.json', 'tsconfig.build.json'])
      cpSync(join(packageRoot, name), join(root, name), { recursive: true });
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  });

  it('brings the same files when it is repeated, and from nothing', () => {
    const first = contents();
    build();
    assert.deepEqual(contents(), first);
    rmSync(dist, { recursive: true });
    rmSync(join(root, 'build'), { recursive: true });
    build();
    assert.deepEqual(contents(), first);
  });

  it('ships what a new export reaches, and no longer once the export and its source are gone', () => {
    const source = join(root, 'entries', 'extra.ts');
    const files = ['entries/extra.js', 'entries/extra.d.ts'];
    const bundled = () => [...contents().values()].some((text) => text.includes('renderOptionsPage'));
    assert.equal(bundled(), false);
    writeFileSync(source, "/** An export. */\nexport * from '../cli/reference/options-page.ts';\n");
    exportToo({ './x': { types: './dist/entries/extra.d.ts', default: './dist/entries/extra.js' } });
    build();
    assert.deepEqual(files.filter(isShipped), files);
    assert.equal(bundled(), true);
    exportToo({});
    rmSync(source);
    build();
    assert.deepEqual(files.filter(isShipped), []);
    assert.equal(bundled(), false);
    assert.equal(existsSync(join(root, 'build', 'entries', 'extra.js')), false);
  });
});
