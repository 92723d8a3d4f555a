/** When calls are due. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueAfterMs, type LoadShape } from './shape.ts';

const SHAPES: readonly LoadShape[] = ['steady', 'ramp', 'burst'];

const callsWithin = (shape: LoadShape, from: number, to: number) => {
  let calls = 0;
  for (let before = 0; ; before += 1) {
    const due = dueAfterMs(shape, 100, before);
    if (due >= to) return calls;
    if (due >= from) calls += 1;
  }
};

describe('the shape of a load', () => {
  for (const shape of SHAPES) {
    it(`${shape} begins at once and never goes back`, () => {
      assert.equal(dueAfterMs(shape, 100, 0), 0);
      for (let before = 1; before < 20_000; before += 1) {
        assert.ok(dueAfterMs(shape, 100, before) > dueAfterMs(shape, 100, before - 1), `call ${before}`);
      }
    });
  }

  it('is steady', () => {
    assert.equal(callsWithin('steady', 0, 1000), 100);
    assert.equal(callsWithin('steady', 50_000, 51_000), 100);
  });

  it('rises for a minute from a tenth of the rate', () => {
    assert.ok(Math.abs(callsWithin('ramp', 0, 1000) - 10) <= 1);
    assert.ok(Math.abs(callsWithin('ramp', 30_000, 31_000) - 55) <= 2);
    assert.ok(Math.abs(callsWithin('ramp', 70_000, 71_000) - 100) <= 1);
  });

  it('comes in bursts of five times the rate', () => {
    assert.ok(Math.abs(callsWithin('burst', 0, 1000) - 500) <= 1);
    assert.equal(callsWithin('burst', 3000, 10_000), 0);
    assert.ok(Math.abs(callsWithin('burst', 0, 60_000) - 6000) <= 1);
  });
});
