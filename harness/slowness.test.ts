import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSlowToAnswer, isSlowToShow } from './slowness.ts';

describe('a destination', () => {
  it('is slow to show if more than a tenth of its calls take longer than 150 ms', () => {
    assert.equal(
      isSlowToShow([
        { upToMs: 10, count: 89 },
        { upToMs: 199.5, count: 11 },
      ]),
      true,
    );
  });

  it('is not slow for a tenth, or if nothing was seen', () => {
    assert.equal(
      isSlowToShow([
        { upToMs: 125.9, count: 90 },
        { upToMs: 199.5, count: 10 },
      ]),
      false,
    );
    assert.equal(isSlowToShow([]), false);
  });

  it('is slow to answer if more than half of its calls take longer than 50 ms', () => {
    assert.equal(
      isSlowToAnswer([
        { upToMs: 10, count: 4 },
        { upToMs: 63.1, count: 5 },
      ]),
      true,
    );
  });

  it('is not slow to answer for half, or if nothing was sent', () => {
    assert.equal(
      isSlowToAnswer([
        { upToMs: 39.8, count: 4 },
        { upToMs: 199.5, count: 4 },
      ]),
      false,
    );
    assert.equal(isSlowToAnswer([]), false);
  });
});
