/** The places that are done, compared with a plain set. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDonePlaces } from './done-places.ts';

describe('places that are done', () => {
  it('are those that were added, also after they were written down', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40)), fc.array(fc.nat(40)), (some, others) => {
        const before = createDonePlaces();
        for (const place of some) before.add(place);
        const done = createDonePlaces(before.upTo(), JSON.parse(JSON.stringify(before.beyond())));
        for (const place of others) done.add(place);
        const all = new Set([...some, ...others]);
        for (let place = 0; place < 43; place += 1) assert.equal(done.has(place), all.has(place), `${place}`);
      }),
      { seed: 1 },
    );
  });

  it('take few numbers, whatever is missing between them', () => {
    const done = createDonePlaces();
    for (let place = 0; place < 100_000; place += 1) if (place % 1000 !== 7) done.add(place);
    assert.equal(done.upTo(), 7);
    assert.equal(done.beyond().length, 100);
  });
});
