import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_RETRY } from '../../retry-policy.ts';
import { createRandom } from './random.ts';
import { retryWait } from './retry-policy.ts';

const HOUR_MS = 60 * 60 * 1000;

function waits(random: () => number, policy = DEFAULT_RETRY): number[] {
  return Array.from({ length: policy.attempts - 1 }, (_, index) => retryWait(policy, index + 1, random()));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

describe('the waits between nine attempts', () => {
  it('add up to four hours without jitter, and never exceed them', () => {
    const longest = sum(waits(() => 0));
    assert.ok(longest <= 4 * HOUR_MS && longest > 4 * HOUR_MS - 10, String(longest));
  });

  it('take at least three hours', () => {
    const shortest = sum(waits(() => 1 - Number.EPSILON));
    assert.ok(shortest >= 3 * HOUR_MS - 10, String(shortest));
  });

  it('grow, whatever the jitter', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const made = waits(createRandom(seed));
      assert.deepEqual(
        made,
        made.toSorted((one, other) => one - other),
      );
    }
  });

  it('are the same for the same seed', () => {
    assert.deepEqual(waits(createRandom(3)), waits(createRandom(3)));
    assert.notDeepEqual(waits(createRandom(3)), waits(createRandom(4)));
  });

  it('can all have the same length', () => {
    const even = { attempts: 4, windowMs: 300, factor: 1, jitter: 0 };
    assert.deepEqual(
      waits(() => 0.5, even),
      [100, 100, 100],
    );
  });
});

describe('createRandom', () => {
  it('spreads evenly over 0 to 1', () => {
    const random = createRandom(1);
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index += 1) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    assert.equal(sum(tenths), 10_000);
    for (const count of tenths) assert.ok(count > 850 && count < 1_150, tenths.join());
  });
});
