import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPace, retryAfterMs, type Timing } from './pace.ts';

/** A clock that only `sleep` moves. */
function manualClock(): Timing {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms) => {
      time += ms;
    },
  };
}

describe('the pace', () => {
  it('lets requests through at once without a rate limit', async () => {
    const timing = manualClock();
    const pace = createPace(undefined, timing);
    for (let i = 0; i < 100; i++) assert.equal(await pace.slot(), 0);
    assert.equal(timing.now(), 0);
  });

  it('limits the rate', async () => {
    const timing = manualClock();
    const pace = createPace(10, timing);
    for (let i = 0; i < 21; i++) await pace.slot();
    assert.equal(timing.now(), 2000);
  });

  it('holds every request back during a pause, and returns how long it took', async () => {
    const timing = manualClock();
    const pace = createPace(undefined, timing);
    pace.pause(1500);
    assert.equal(await pace.slot(), 1500);
    assert.equal(await pace.slot(), 0);
  });

  it('keeps the longer of two pauses', async () => {
    const timing = manualClock();
    const pace = createPace(undefined, timing);
    pace.pause(2000);
    pace.pause(10);
    assert.equal(await pace.slot(), 2000);
  });
});

describe('a clock that moves while it is read', () => {
  it('never makes a pause negative', () => {
    let time = 0;
    const now = () => {
      time += 8;
      return time;
    };
    assert.equal(createPace(undefined, { ...manualClock(), now }).pause(0), 0);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it('is read as seconds', () => assert.equal(retryAfterMs('2', now), 2000));
  it('is read as a date', () => assert.equal(retryAfterMs('Thu, 01 Jan 2026 00:00:03 GMT', now), 3000));
  it('is 0 for a date in the past', () =>
    assert.equal(retryAfterMs('Thu, 01 Jan 2025 00:00:00 GMT', now), 0));
  it('is ignored if it cannot be read', () => assert.equal(retryAfterMs('soon', now), undefined));
});
