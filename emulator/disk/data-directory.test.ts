import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
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
    assert.deepEqual(entries, [['"a"', '1']]);
  });
});
