/** What is watched, and what is left out. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../../../test/folder.ts';
import { readWatchedPaths } from './watched-paths.ts';

function watching(given: readonly string[], reportDir = 'reports/output') {
  const cwd = makeFolder('watched');
  for (const folder of ['src', 'reports/output/explored', 'node_modules/one/src']) {
    mkdirSync(join(cwd, folder), { recursive: true });
  }
  writeFileSync(join(cwd, 'one.txt'), '');
  const paths = readWatchedPaths(given, { cwd, reportDir: join(cwd, reportDir) });
  return { roots: paths.roots, cwd, ignores: (path: string) => paths.isIgnored(join(cwd, path)) };
}

describe('the paths of --watch', () => {
  it('are folders and files, each once', () => {
    const { roots, cwd } = watching(['src', './src/', 'one.txt']);
    assert.deepEqual(roots, [join(cwd, 'src'), join(cwd, 'one.txt')]);
  });

  it('exist, or a sentence names the one that does not', () => {
    assert.throws(() => watching(['src', 'scr']), { exitCode: 2, message: /^--watch scr: there is no such/ });
  });

  it('are not where the reports are written', () => {
    assert.throws(() => watching(['reports/output']), { exitCode: 2, message: /--report-dir/ });
    assert.throws(() => watching(['.'], '.'), { exitCode: 2, message: /--report-dir/ });
    assert.throws(() => watching(['reports/output/explored']), { exitCode: 2, message: /--report-dir/ });
  });
});

describe('under a path of --watch', () => {
  it('the report folder, node_modules and .git are ignored', () => {
    const { ignores } = watching(['.']);
    for (const path of [
      'reports/output',
      'reports/output/conformance.json',
      'node_modules',
      'src/node_modules/a.js',
      '.git',
      '.git/HEAD',
    ]) {
      assert.equal(ignores(path), true, path);
    }
    for (const path of ['src', 'src/a.ts', 'reports', 'reports/outputs/a', '.gitignore', 'node_modules.ts']) {
      assert.equal(ignores(path), false, path);
    }
  });

  it('a folder of a tool is watched if it was asked for itself', () => {
    const { ignores } = watching(['src', 'node_modules/one']);
    assert.equal(ignores('node_modules/one/src/a.js'), false);
    assert.equal(ignores('node_modules/one/node_modules/b.js'), true);
  });

  it('sources are watched although the report folder is around them', () => {
    const { ignores } = watching(['src'], '.');
    assert.equal(ignores('src/a.ts'), false);
    assert.equal(ignores('conformance.json'), true);
  });
});
