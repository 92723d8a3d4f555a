/** The behaviours of the client, in the emulator of the process and in one at a control URL; and many worlds at once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { ControlError, ExpectationUnmet, openWorld, type WorldOptions } from '../../entries/test.ts';
import { BEHAVIOURS } from './behaviours.js';

/** How many tests run at once; `benchmarks/` has the large one. */
const TESTS = 100;
const CALLS = 20;

function declareBehaviours(reach: () => WorldOptions): void {
  for (const [title, behaviour] of Object.entries(BEHAVIOURS)) {
    it(title, async (test) => {
      const world = await openWorld({ ...reach(), name: title });
      test.after(() => world.close());
      await behaviour(world, { open: () => openWorld(reach()), ControlError, ExpectationUnmet });
    });
  }
}

describe('a world in the emulator of the process', () => {
  declareBehaviours(() => ({}));
});

describe('a world at a control URL with a token', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0, controlToken: 'ct-of-a-test' });
  });
  after(() => emulator.close());

  declareBehaviours(() => ({ controlUrl: emulator.controlUrl, controlToken: 'ct-of-a-test' }));

  it('is refused without the token, and says what to pass', async () => {
    await assert.rejects(
      openWorld({ controlUrl: emulator.controlUrl }),
      /In a test, pass controlToken to openWorld, or set ASTROLABE_CONTROL_TOKEN/,
    );
  });

  it('is not at another address of the emulator, and the error names the right one', async () => {
    for (const controlUrl of [emulator.url, emulator.baseUrl, emulator.recordsUrl]) {
      await assert.rejects(openWorld({ controlUrl }), /which ends with \/_emulator$/, controlUrl);
    }
  });

  it('leaves no waiter behind when its signal ends it', async () => {
    const world = await openWorld({ controlUrl: emulator.controlUrl, controlToken: 'ct-of-a-test' });
    const stop = new AbortController();
    const waiting = world.expect({ type: 'track' }, { within: '60s', signal: stop.signal });
    stop.abort(new Error('the test is over'));
    await assert.rejects(waiting, /the test is over/);
    await world.close();
  });
});

describe('a hundred tests at once', () => {
  it('each see exactly their own calls', async () => {
    const userIds = Array.from({ length: CALLS }, (_, index) => `user-${index}`);
    await Promise.all(
      Array.from({ length: TESTS }, async (_, test) => {
        const world = await openWorld({ name: `test ${test}` });
        const [{ matched }] = await Promise.all([
          world.expect({ event: 'Tried' }, { times: { exactly: CALLS }, within: '60s' }),
          ...userIds.map((userId) =>
            world.send({ type: 'track', userId, event: 'Tried', properties: { test, userId } }),
          ),
        ]);
        assert.equal(matched, CALLS);
        await world.expect({ 'properties.test': { $ne: test } }, { times: { exactly: 0 } });
        const events = await world.events.list();
        assert.deepEqual(events.map(({ properties }) => properties.userId).toSorted(), userIds.toSorted());
        assert.ok(events.every(({ properties }) => properties.test === test));
        await world.close();
      }),
    );
  });
});
