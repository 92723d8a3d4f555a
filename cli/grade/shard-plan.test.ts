import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from '../options/read-options.ts';
import { readExplorePlan } from './exploration.ts';
import { VERIFY, type VerifyOptions } from './verify.ts';

const optionsWith = (given: object) =>
  readOptions(VERIFY.options, { given: { ...given }, env: {} }) as VerifyOptions;

/** First sequence and number of sequences of each shard. */
const sharesOf = (given: object, of: number) =>
  Array.from({ length: of }, (_, index) => {
    const plan = readExplorePlan(optionsWith(given), { number: index + 1, of });
    return plan && [Number(plan.path), plan.sequences];
  });

describe('the random sequences of shards', () => {
  it('are together those of the whole run', () => {
    assert.deepEqual(sharesOf({ explore: 300 }, 4), [
      [0, 75],
      [75, 75],
      [150, 75],
      [225, 75],
    ]);
  });

  it('are in some shards only if there are few', () => {
    assert.deepEqual(sharesOf({}, 5), [undefined, undefined, [0, 1], undefined, [1, 1]]);
  });

  it('begin where they are asked to', () => {
    assert.deepEqual(sharesOf({ explore: 3, explorePath: '40' }, 2), [
      [40, 1],
      [41, 2],
    ]);
  });

  it('are enough for every shard of a run that only explores', () => {
    assert.throws(
      () => sharesOf({ exploreOnly: true, explore: 1 }, 2),
      /has no sequence for each of 2 shards/,
    );
  });
});
