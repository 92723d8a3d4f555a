import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTurns } from './turns.ts';

/** A clock that is 8 ms later at each look, as on a machine that pauses. */
function restlessClock() {
  let time = 0;
  return {
    now() {
      time += 8;
      return time;
    },
    sleep: async (ms: number) => {
      time += ms;
    },
  };
}

describe('turns', () => {
  it('are not held back by a target that did not ask for it', () => {
    const turns = createTurns({ timing: restlessClock(), stopped: () => false });
    assert.equal(turns.hold(0), 0);
    assert.equal(turns.heldFor(), 0);
  });

  it('are held back by as much as is asked for, and no longer for less', () => {
    const timing = restlessClock();
    const turns = createTurns({ timing, stopped: () => false });
    const asked = timing.now() + 2000;
    assert.equal(turns.hold(asked), 1992);
    assert.equal(turns.hold(asked - 500), 0);
    assert.equal(turns.heldFor(), 1992);
  });

  it('come when the target has had its time', async () => {
    const timing = restlessClock();
    const turns = createTurns({ timing, stopped: () => false });
    turns.hold(1000);
    await turns.next();
    assert.ok(timing.now() > 1000);
  });
});
