/** What follows what under `--watch`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginWatching, type EndedRun, stepWatch, type WatchEvent, type WatchState } from './watch-state.ts';

const GREEN: EndedRun = {
  isWhole: true,
  isLost: false,
  exitCode: 0,
  selected: 5,
  unmet: [],
  proven: [],
  passed: ['A', 'B', 'C', 'D', 'E'],
};
const RED: EndedRun = { ...GREEN, exitCode: 1, unmet: ['A', 'B'], proven: ['A'], passed: ['C', 'D', 'E'] };
const LOST: EndedRun = {
  ...RED,
  exitCode: 3,
  isLost: true,
  unmet: ['A', 'B', 'C'],
  proven: ['A'],
  passed: [],
};
const STOPPED: EndedRun = {
  ...RED,
  isWhole: false,
  exitCode: 3,
  unmet: ['C', 'D'],
  proven: ['C'],
  passed: ['A'],
};

const ended = (run: EndedRun | undefined): WatchEvent => ({ kind: 'ended', run });
const changed: WatchEvent = { kind: 'changed' };
const quit: WatchEvent = { kind: 'quit' };

/** The state after some events, and what each of them asked for. */
function after(...events: readonly WatchEvent[]) {
  let state: WatchState = beginWatching();
  const asked: string[] = [];
  const results: boolean[] = [];
  for (const event of events) {
    const step = stepWatch(state, event);
    state = step.state;
    results.push(step.isResult);
    const { clauses } = state.plan;
    if (step.action === 'run') asked.push(clauses === 'everything' ? 'everything' : clauses.join(' '));
    if (step.action === 'stop') asked.push('stop');
  }
  return { state, asked, results };
}

describe('after a change, --watch', () => {
  it('runs what failed, warned or was blocked, and everything once that is green', () => {
    const { asked, state } = after(ended(RED), changed, ended({ ...GREEN, selected: 2 }), ended(GREEN));
    assert.deepEqual(asked, ['A B', 'everything']);
    assert.equal(state.phase, 'idle');
    assert.equal(state.exitCode, 0);
  });

  it('stays with what still fails', () => {
    const still = { ...RED, selected: 2, unmet: ['B'], passed: ['A'] };
    const { asked, state } = after(ended(RED), changed, ended(still), changed);
    assert.deepEqual(asked, ['A B', 'B']);
    assert.equal(state.exitCode, 1, 'the exit code is that of everything');
  });

  it('runs everything if nothing failed, everything failed, or no run was over yet', () => {
    assert.deepEqual(after(ended(GREEN), changed).asked, ['everything']);
    assert.deepEqual(after(ended({ ...RED, selected: 2 }), changed).asked, ['everything']);
    assert.deepEqual(after(changed, ended(STOPPED)).asked, ['stop', 'everything']);
  });

  it('goes on to everything if what ran still warns, because warnings are allowed', () => {
    const warned = { ...RED, exitCode: 0 };
    assert.deepEqual(after(ended(warned), changed, ended(warned)).asked, ['A B', 'everything']);
  });
});

describe('a change during a run', () => {
  it('stops it, once, and begins again when it is over', () => {
    const { asked } = after(ended(RED), changed, changed, changed, ended(STOPPED));
    assert.deepEqual(asked, ['A B', 'stop', 'B C']);
  });

  it('keeps what the stopped run proved, and forgets nothing that it did not reach', () => {
    const { state } = after(ended(RED), changed, changed, ended(STOPPED));
    assert.deepEqual(state.unmet, ['B', 'C']);
    assert.equal(state.exitCode, 1);
  });

  it('is answered by a run of everything if one was asked for', () => {
    const { asked } = after(ended(RED), changed, { kind: 'everything' }, changed, ended(STOPPED));
    assert.deepEqual(asked, ['A B', 'stop', 'everything']);
  });

  it('shows nothing of the run that was stopped', () => {
    assert.deepEqual(after(ended(RED), changed, changed, ended(STOPPED)).results, [
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a target that goes away', () => {
  it('in a run after a change is not blamed: the same runs again, once', () => {
    const { asked, results, state } = after(ended(RED), changed, ended(LOST), ended(LOST));
    assert.deepEqual(asked, ['A B', 'A B']);
    assert.deepEqual(results, [true, false, false, true]);
    assert.equal(state.phase, 'idle');
  });

  it('in the first run is a result', () => {
    const { asked, results } = after(ended(LOST));
    assert.deepEqual([asked, results], [[], [true]]);
  });

  it('soon after a change makes the run begin again, also if it was over by then', () => {
    const restarting: WatchEvent = { kind: 'restarting' };
    assert.deepEqual(after(ended(RED), changed, restarting, ended(STOPPED)).asked, ['A B', 'stop', 'B C']);
    assert.deepEqual(after(ended(RED), changed, ended(RED), restarting).asked, ['A B', 'A B']);
  });
});

describe('the keys', () => {
  it('run everything, or only what failed and nothing after it', () => {
    assert.deepEqual(after(ended(RED), { kind: 'everything' }).asked, ['everything']);
    assert.deepEqual(after(ended(RED), { kind: 'failed' }, ended(GREEN)).asked, ['A B']);
  });

  it('do nothing if there is nothing that failed', () => {
    const { asked, state } = after(ended(GREEN), { kind: 'failed' });
    assert.deepEqual([asked, state.phase], [[], 'idle']);
  });
});

describe('the end', () => {
  it('has the exit code of the last run of everything', () => {
    const { state } = after(ended(RED), changed, ended({ ...GREEN, selected: 2 }), quit, ended(STOPPED));
    assert.deepEqual([state.phase, state.exitCode], ['over', 1]);
  });

  it('comes at once without a run, and after the run that it stops', () => {
    assert.equal(after(ended(GREEN), quit).state.phase, 'over');
    const { asked, state } = after(quit);
    assert.deepEqual([asked, state.phase], [['stop'], 'stopping']);
  });

  it('shows the run that it stopped only if no other was over', () => {
    const { state, results } = after(quit, ended(STOPPED));
    assert.deepEqual([state.phase, state.stoppedCode, results], ['over', 3, [false, true]]);
    assert.deepEqual(after(ended(RED), changed, quit, ended(STOPPED)).results.at(-1), false);
  });

  it('is not undone by what comes later', () => {
    const { state } = after(quit, changed, { kind: 'everything' }, ended(STOPPED), changed);
    assert.equal(state.phase, 'over');
  });
});
