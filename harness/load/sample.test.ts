/** Samples have nobody twice, and everybody as often as anybody. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampledAt, seenShare } from './sample.ts';

describe('a sample', () => {
  it('has each member once', () => {
    for (const of of [1, 2, 3, 10, 17, 64, 1000, 4097]) {
      const members = Array.from({ length: of }, (_, place) => sampledAt(7, place, of));
      assert.deepEqual(
        members.toSorted((one, other) => one - other),
        Array.from({ length: of }, (_, member) => member),
      );
    }
  });

  it('is another one for another seed, and prefers nobody', () => {
    const seen = Array.from({ length: 50 }, () => 0);
    for (let seed = 0; seed < 2000; seed += 1) {
      for (let place = 0; place < 5; place += 1) {
        const member = sampledAt(seed, place, 50);
        seen[member] = (seen[member] ?? 0) + 1;
      }
    }
    for (const [member, times] of seen.entries())
      assert.ok(times > 140 && times < 260, `${member}: ${times}`);
  });

  it('is found in any number', () => {
    for (const of of [1e9 + 7, 1e12]) {
      for (let place = 0; place < 100; place += 1) {
        const member = sampledAt(3, place, of);
        assert.ok(Number.isInteger(member) && member >= 0 && member < of);
      }
    }
  });

  it('of 10,000 sees a fault of one in 2,000 with 99.3 %', () => {
    assert.equal(seenShare(10_000, 1 / 2000).toFixed(3), '0.993');
  });
});
