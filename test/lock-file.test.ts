/**
 * What `npm ci` installs runs no script of others. The native grammars of `@cucumber/language-service`, 200 MB that would
 * be compiled or downloaded, are replaced by an empty package (`overrides`): the tests use those in WebAssembly.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../schemas/package-root.ts';

interface LockedPackage {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const read = (path: string) => JSON.parse(readFileSync(join(packageRoot, path), 'utf8'));
const locked = Object.entries<LockedPackage>(read('package-lock.json').packages).filter(
  ([path]) => path !== '',
);

describe('the lock file', () => {
  it('is read', () => assert.ok(locked.length > 100));

  it('holds no address to download from', () => {
    const paths = locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path);
    assert.deepEqual(paths, []);
  });

  it('holds no package with an install script, except those that package.json names and that work without it', () => {
    const known = Object.keys(read('package.json').allowScripts).map((name) => `node_modules/${name}`);
    const others = locked.filter(([path, { hasInstallScript }]) => hasInstallScript && !known.includes(path));
    assert.deepEqual(
      others.map(([path]) => path),
      [],
    );
  });
});
