/** Every tutorial is followed, block by block, in an empty folder, as a reader would. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from './folder.ts';
import { follow } from './tutorials/follow.ts';

const folder = resolve(import.meta.dirname, '../docs/tutorials');
const names = readdirSync(folder).filter((name) => name.endsWith('.md'));

describe('tutorials', { concurrency: 4 }, () => {
  it('are there', () => assert.ok(names.length > 2));

  for (const name of names) {
    it(name, () => follow(readFileSync(join(folder, name), 'utf8'), makeFolder('tutorial')));
  }
});
