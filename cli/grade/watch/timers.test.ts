/** Collecting changes, waiting for the target and noticing its restart, on a clock that only the test moves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectChanges } from './collect-changes.ts';
import { manualTimers } from './testing.ts';
import { untilAnswering, watchForRestart } from './watch-target.ts';

describe('changes', () => {
  it('of a tenth of a second are one change, each path once', () => {
    const { after, advance } = manualTimers();
    const heard: (readonly string[])[] = [];
    const changes = collectChanges(after, (paths) => heard.push(paths));
    for (const path of ['b', 'a', 'b']) changes.add(path);
    assert.deepEqual(heard, []);
    advance(100);
    changes.add('c');
    advance(100);
    assert.deepEqual(heard, [['b', 'a'], ['c']]);
  });

  it('that never end are still heard of', () => {
    const { after, advance } = manualTimers();
    let heard = 0;
    const changes = collectChanges(after, () => {
      heard += 1;
    });
    for (let times = 0; times < 10; times += 1) {
      changes.add('a');
      advance(60);
    }
    assert.equal(heard, 5);
  });

  it('are dropped at the end', () => {
    const { after, advance } = manualTimers();
    const changes = collectChanges(after, () => assert.fail('it was heard'));
    changes.add('a');
    changes.stop();
    advance(1000);
  });
});

describe('a target that does not answer', () => {
  it('is tried again until it does', async () => {
    const { after, advance, settled } = manualTimers();
    const answers = ['refused', '503', undefined];
    const heard: (string | undefined)[] = [];
    const over = untilAnswering(
      async () => answers.shift(),
      (why) => heard.push(why),
      after,
      new AbortController().signal,
    );
    for (let times = 0; times < 3; times += 1) {
      await settled();
      advance(250);
    }
    await over;
    assert.deepEqual(heard, ['refused', '503', undefined]);
  });

  it('is not waited for any longer after a stop, although it is silent', async () => {
    const stop = new AbortController();
    const heard: (string | undefined)[] = [];
    const never = new Promise<string>(() => {});
    const over = untilAnswering(
      () => never,
      (why) => heard.push(why),
      manualTimers().after,
      stop.signal,
    );
    stop.abort();
    await over;
    assert.deepEqual(heard, [undefined]);
  });
});

describe('a restart', () => {
  async function heardOf(listening: readonly boolean[]): Promise<number> {
    const { after, advance, settled } = manualTimers();
    const left = [...listening];
    let heard = 0;
    const restarts = watchForRestart(after, () => {
      heard += 1;
    });
    restarts.begin(async () => left.shift() ?? true);
    for (let times = 0; times < 300; times += 1) {
      await settled();
      advance(50);
    }
    restarts.stop();
    return heard;
  }

  it('is noticed each time when the port closes, once', async () => {
    assert.equal(await heardOf([true, true]), 0);
    assert.equal(await heardOf([true, false, false, true]), 1);
    assert.equal(await heardOf([false, true, true, false, true]), 2);
  });

  it('is not looked for longer than ten seconds after a change', async () => {
    assert.equal(await heardOf([...Array(250).fill(true), false]), 0);
    assert.equal(await heardOf([...Array(150).fill(true), false]), 1);
  });
});
