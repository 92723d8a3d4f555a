/** The interval of a median, compared with the table of the binomial distribution. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CERTAIN, interval, median } from './statistics.js';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index);

test('the ends of the interval are the values of the ranks in the tables of the sign test at 95 %', () => {
  for (const [count, low, high] of [
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [12, 3, 10],
    [20, 6, 15],
    [28, 9, 20],
  ] as const) {
    assert.deepEqual(interval(upTo(count)), { low, high }, `${count} values`);
  }
});

test('the range of fewer values is not certain enough', () => {
  const certainty = (count: number) => 1 - 2 / 2 ** count;
  assert.ok(certainty(CERTAIN) >= 0.95 && certainty(CERTAIN - 1) < 0.95);
});

test('an outlier moves neither the median nor the interval', () => {
  const values = upTo(20);
  const spoiled = [...values.slice(1), 1e9];
  assert.equal(median(spoiled), median(values));
  assert.deepEqual(interval(spoiled), interval(values));
});

test('the interval contains the true median in at least 95 of 100 samples of a skewed distribution', () => {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let hits = 0;
  for (let sample = 0; sample < 2_000; sample += 1) {
    const { low, high } = interval(Array.from({ length: 20 }, () => -Math.log(1 - random())));
    if (low <= Math.LN2 && Math.LN2 <= high) hits += 1;
  }
  assert.ok(hits / 2_000 >= 0.95, `${hits} of 2000`);
});
