/** The choice of sequences: repeatable, and aimed at what is new. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseSequences, featuresOf } from './coverage.ts';

const take = (seed: number, count: number) => {
  const choice = chooseSequences(seed);
  const chosen = Array.from({ length: count }, () => choice.next());
  return { chosen, pairs: choice.pairs() };
};

describe('the choice of sequences', () => {
  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(take(5, 4), take(5, 4));
    assert.notDeepEqual(take(5, 1).chosen, take(6, 1).chosen);
  });

  it('covers more than a hundred pairs of commands in nine sequences, for every seed', () => {
    for (let seed = 1; seed <= 10; seed += 1) assert.ok(take(seed, 9).pairs > 100, `seed ${seed}`);
  });

  it('knows how the records of two commands are related', () => {
    const identify = { kind: 'identify', user: 'twin', traits: {} } as const;
    const group = { kind: 'group', user: 'ada', account: 'twin', traits: {} } as const;
    const visit = { kind: 'visitor-identify', visitor: 'guest', traits: {} } as const;
    const pairs = [...featuresOf([identify, group, visit])].filter((feature) => feature.includes(' > '));
    assert.deepEqual(pairs, [
      'identify > group namesake',
      'identify > visitor-identify visitor',
      'group > visitor-identify visitor',
    ]);
  });
});
