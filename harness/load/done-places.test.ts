/** The places that are done, compared with a plain set. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDonePlaces, type PlaceRange } from './done-places.ts';

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

  it('are counted, and may be taken out again', () => {
    const changes = fc.array(fc.tuple(fc.boolean(), fc.nat(20)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(5), changes, (upTo, some) => {
        const done = createDonePlaces(upTo);
        const all = new Set(Array.from({ length: upTo }, (_, place) => place));
        for (const [isAdded, place] of some) {
          if (isAdded) {
            done.add(place);
            all.add(place);
          } else {
            done.remove(place);
            all.delete(place);
          }
        }
        const beginning: PlaceRange[] = done.upTo() === 0 ? [] : [[0, done.upTo() - 1]];
        const again = createDonePlaces(0, [...beginning, ...done.beyond()]);
        for (const one of [done, again]) {
          assert.equal(one.size(), all.size);
          assert.equal(
            one.upTo(),
            [...Array(23).keys()].findIndex((place) => !all.has(place)),
          );
          for (let place = 0; place < 23; place += 1)
            assert.equal(one.has(place), all.has(place), `${place}`);
        }
        assert.deepEqual(again.beyond(), done.beyond());
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
