/** What comparing with cucumber does not show: errors that nobody catches, and time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listenOnce, runCode, type WatchUncaught } from './run-code.ts';

const never = () => new Promise<never>(() => {});
const none = () => [];

/** A source of errors that nobody catches. */
function uncaughtErrors() {
  const listeners = new Set<(error: unknown) => void>();
  const watch: WatchUncaught = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    listeners,
    watch,
    raise(error: unknown) {
      for (const listener of [...listeners]) listener(error);
    },
  };
}

describe('the code of a step', () => {
  it('fails by an error that nobody catches while it waits', async () => {
    const { listeners, watch, raise } = uncaughtErrors();
    const ending = runCode({ code: never, timeout: -1 }, {}, none, watch);
    await Promise.resolve();
    raise(new TypeError('nobody'));
    assert.match(String((await ending).error), /TypeError: nobody/);
    assert.equal(listeners.size, 0);
  });

  it('fails when its time is over', async () => {
    const { error } = await runCode({ code: never, timeout: 1 }, {}, none, undefined);
    assert.match(String(error), /longer than 1 ms/);
  });

  it('keeps no listener once it has ended', async () => {
    const { listeners, watch } = uncaughtErrors();
    assert.deepEqual(await runCode({ code: async () => 'skipped', timeout: 1_000 }, {}, none, watch), {
      value: 'skipped',
    });
    assert.equal(listeners.size, 0);
  });

  it('fails if it throws nothing that can be shown', async () => {
    const code = () => Promise.reject(undefined);
    assert.ok((await runCode({ code, timeout: -1 }, {}, none, undefined)).error instanceof Error);
  });
});

describe('listening for all steps', () => {
  it('listens once, and to the end of the last', () => {
    const { listeners, watch, raise } = uncaughtErrors();
    const shared = listenOnce(watch);
    const heard: string[] = [];
    const [forgetOne, forgetOther] = [shared(() => heard.push('one')), shared(() => heard.push('other'))];
    assert.equal(listeners.size, 1);
    raise('an error');
    forgetOne();
    raise('an error');
    assert.deepEqual(heard, ['one', 'other', 'other']);
    forgetOther();
    assert.equal(listeners.size, 0);
  });
});
