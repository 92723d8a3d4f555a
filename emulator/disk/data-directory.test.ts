import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../../test/folder.ts';
import { openDataDirectory } from './data-directory.ts';
import { UnusableDataDirectory } from './unusable-data-directory.ts';

const root = makeFolder('level');

describe('a data directory without LevelDB', () => {
  const path = join(root, 'data');

  for (const [name, error, expected] of [
    [
      'not installed',
      Object.assign(new Error("Cannot find package 'classic-level'"), { code: 'ERR_MODULE_NOT_FOUND' }),
      'dataDir requires the optional package classic-level, which is not installed: run npm install classic-level',
    ],
    [
      'without an addon for this machine',
      new Error('No native build was found for platform=linux\n    loaded from: /somewhere'),
      'dataDir requires the optional package classic-level, which cannot be loaded (No native build was found for platform=linux): run npm install classic-level',
    ],
  ] as const) {
    it(`cannot be used if the package is ${name}, and nothing is created`, async () => {
      await assert.rejects(
        openDataDirectory(path, () => Promise.reject(error)),
        (thrown) => {
          assert.ok(thrown instanceof UnusableDataDirectory);
          assert.equal(thrown.message, expected);
          assert.equal(thrown.cause, error);
          return true;
        },
      );
      assert.deepEqual(readdirSync(root), []);
    });
  }

  it('opens if the package can be loaded', async () => {
    const directory = await openDataDirectory(path, () => import('classic-level'));
    await directory.write([{ key: '"a"', value: '1' }]);
    const entries = [];
    for await (const entry of directory.entries()) entries.push(entry);
    await directory.close();
    assert.deepEqual(entries, [{ key: '"a"', json: { value: '1' } }]);
  });
});

/** What may happen to a directory that is in use. */
const LOSSES: Readonly<Record<string, (path: string) => void>> = {
  'the directory is removed': (path) => rmSync(path, { recursive: true }),
  'everything in it is removed': (path) => {
    for (const name of readdirSync(path)) rmSync(join(path, name));
  },
  'it is moved away': (path) => renameSync(path, `${path}-moved`),
  'it is replaced by an empty one': (path) => {
    rmSync(path, { recursive: true });
    mkdirSync(path);
  },
  'it is replaced by its copy': (path) => {
    cpSync(path, `${path}-copy`, { recursive: true });
    renameSync(path, `${path}-moved`);
    renameSync(`${path}-copy`, path);
  },
  'its files are replaced by copies': (path) => {
    cpSync(path, `${path}-copy`, { recursive: true });
    for (const name of readdirSync(path)) rmSync(join(path, name));
    cpSync(`${path}-copy`, path, { recursive: true });
  },
  'its log is removed': (path) => {
    for (const name of readdirSync(path)) if (name.endsWith('.log')) rmSync(join(path, name));
  },
};

describe('a data directory that is lost while it is in use', () => {
  for (const [index, [what, lose]] of Object.entries(LOSSES).entries()) {
    it(`rejects every later write, and closes: ${what}`, async () => {
      const path = join(root, `lost-${index}`);
      const directory = await openDataDirectory(path);
      await directory.write([{ key: '"a"', value: '1' }]);
      lose(path);
      const message = /were removed, moved or replaced: stop the emulator/;
      await assert.rejects(directory.write([{ key: '"b"', value: '2' }]), message);
      await assert.rejects(directory.write([]), message);
      await assert.rejects(directory.clear(), message);
      await directory.close();
    });
  }

  it('accepts writes again once it is moved back', async () => {
    const path = join(root, 'back');
    const directory = await openDataDirectory(path);
    renameSync(path, `${path}-moved`);
    await assert.rejects(directory.write([{ key: '"a"', value: '1' }]));
    renameSync(`${path}-moved`, path);
    await directory.write([{ key: '"a"', value: '1' }]);
    await directory.close();
  });

  it('is not mistaken for lost when LevelDB begins another log', async () => {
    const directory = await openDataDirectory(join(root, 'logs'));
    const value = JSON.stringify('x'.repeat(1_000_000));
    for (let index = 0; index < 12; index += 1) await directory.write([{ key: `"${index}"`, value }]);
    await directory.close();
    const names = readdirSync(join(root, 'logs'));
    assert.ok(!names.includes('000003.log'), `the first log is gone: ${names}`);
  });
});
