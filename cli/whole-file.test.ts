import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRedactor } from '../safe-text/index.ts';
import { makeFolder } from '../test/folder.ts';
import { explorationIn } from './grade/exploration.ts';
import { appendTo, writeWhole } from './whole-file.ts';

const { redact } = createRedactor([]);
const LINK = /is a symbolic link, which is not followed: remove it, or choose another folder/;

describe('a file of a report folder', () => {
  it('replaces a file, and leaves nothing else', () => {
    const folder = makeFolder('whole');
    for (const text of ['one', 'two']) writeWhole(join(folder, 'a.txt'), redact(text));
    assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'two');
    appendTo(join(folder, 'a.txt'), redact('three'));
    assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'twothree');
    assert.deepEqual(readdirSync(folder), ['a.txt']);
  });

  for (const [what, write] of Object.entries({ writeWhole, appendTo })) {
    it(`is not written through a link, whether it leads somewhere or not: ${what}`, () => {
      const folder = makeFolder('whole');
      const elsewhere = join(makeFolder('elsewhere'), 'theirs.txt');
      symlinkSync(elsewhere, join(folder, 'a.txt'));
      assert.throws(() => write(join(folder, 'a.txt'), redact('x')), LINK);
      assert.equal(existsSync(elsewhere), false);
      writeFileSync(elsewhere, 'theirs');
      assert.throws(() => write(join(folder, 'a.txt'), redact('x')), LINK);
      assert.equal(readFileSync(elsewhere, 'utf8'), 'theirs');
    });
  }

  it('is not written through a folder that is a link, except the report folder itself', () => {
    const root = makeFolder('whole');
    const elsewhere = makeFolder('elsewhere');
    mkdirSync(join(root, 'reports'));
    symlinkSync(elsewhere, join(root, 'reports', 'explored'));
    const path = join(root, 'reports', 'explored', 'a.feature');
    assert.throws(() => writeWhole(path, redact('x'), join(root, 'reports')), LINK);
    symlinkSync(join(root, 'reports'), join(root, 'chosen'));
    writeWhole(join(root, 'chosen', 'a.txt'), redact('x'), join(root, 'chosen'));
    assert.deepEqual(
      [readdirSync(elsewhere), readdirSync(join(root, 'reports')).toSorted()],
      [[], ['a.txt', 'explored']],
    );
  });

  it('that is a device is written to, not replaced', { skip: process.platform === 'win32' }, () => {
    writeWhole('/dev/null', redact('x'));
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
  });

  it('of an exploration is named if its folder is a link', () => {
    const folder = makeFolder('whole');
    const elsewhere = makeFolder('elsewhere');
    symlinkSync(elsewhere, join(folder, 'explored'));
    const unkept: string[] = [];
    const plan = { sequences: 1, asked: true, only: false, path: undefined, limitMs: 1 };
    explorationIn(folder, plan, unkept, { cwd: folder, redact } as never).keep('a.feature', 'x');
    assert.match(unkept.join(), LINK);
    assert.deepEqual(readdirSync(elsewhere), []);
  });
});
