import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSlowToShow } from './slowness.ts';

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
});
