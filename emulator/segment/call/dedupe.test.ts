import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDedupe } from './dedupe.ts';

const limits = (messageIds: number, messageIdBytes = 1_000_000) => ({ messageIds, messageIdBytes });

describe('dedupe', () => {
  it('returns the position of the call that had a messageId first', () => {
    const dedupe = createDedupe(limits(100), 1_000);
    assert.equal(dedupe.note('a', 7, 0), undefined);
    assert.equal(dedupe.note('a', 8, 0), 7);
    assert.equal(dedupe.note('b', 9, 0), undefined);
    dedupe.clear();
    assert.equal(dedupe.note('a', 10, 0), undefined);
  });

  it('remembers for the whole window, and not for ever', () => {
    const dedupe = createDedupe(limits(100), 1_000);
    dedupe.note('early', 1, 0);
    dedupe.note('late', 2, 999);
    assert.equal(dedupe.note('late', 3, 1_998), 2);
    assert.equal(dedupe.note('early', 4, 5_000), undefined);
  });

  it('always keeps the newer half, and never exceeds its capacity', () => {
    const dedupe = createDedupe(limits(10), 1_000_000);
    for (let index = 0; index < 100; index += 1) dedupe.note(`id-${index}`, index, 0);
    for (let index = 96; index < 100; index += 1) assert.equal(dedupe.note(`id-${index}`, -1, 0), index);
    assert.equal(dedupe.note('id-0', -1, 0), undefined);
  });

  it('never exceeds its bytes, and always keeps the newer half', () => {
    const dedupe = createDedupe(limits(1_000_000, 10_000), 1_000_000);
    const idOf = (index: number) => `${index}-`.padEnd(200, 'x');
    for (let index = 0; index < 1_000; index += 1) dedupe.note(idOf(index), index, 0);
    let known = 0;
    for (let index = 999; index >= 0; index -= 1) {
      if (dedupe.note(idOf(index), -1, 0) !== index) break;
      known += 1;
    }
    assert.ok(known >= 15 && known <= 50, `${known} of 1,000 ids are remembered`);
  });
});
