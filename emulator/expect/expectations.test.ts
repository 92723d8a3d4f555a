import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf } from '../engage/profiles/profile-id.ts';
import { resolveOptions } from '../options/index.ts';
import { type BenchOptions, createBench } from '../testing.ts';
import type { ExpectationBody } from './expectation.ts';
import { readExpectation } from './expectation.ts';
import type { ExpectResult } from './expectations.ts';

const { choices } = resolveOptions();

function bench(options?: BenchOptions) {
  const made = createBench(options);
  if (options?.clock !== 'real') made.core.clock.freeze();
  const start = (body: ExpectationBody, gone?: AbortSignal) => {
    const read = readExpectation(body, choices);
    assert.ok('expectation' in read, JSON.stringify(read));
    return made.core.expectations.expect(read.expectation, gone);
  };
  const expect = async (body: ExpectationBody): Promise<ExpectResult> => {
    const outcome = await start(body);
    assert.ok(outcome.end === 'met' || outcome.end === 'unmet', outcome.end);
    return outcome;
  };
  const track = (event: string, more: object = {}) =>
    made.post('/v1/track', { userId: 'u1', event, ...more });
  return { ...made, start, expect, track };
}

/** Whether a promise is settled once everything that is due at once is done. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  const winner = await Promise.race([promise, new Promise((done) => setImmediate(done, pending))]);
  return winner !== pending;
}

const SIGNED_UP = { type: 'track', event: 'Signed Up' };

describe('an expectation', () => {
  it('is met at once by an earlier call, which it shows', async () => {
    const { expect, track } = bench();
    track('Signed Up', { messageId: 'm1', properties: { plan: 'pro' } });
    track('Other');
    const { end, matched, calls, incomplete } = await expect({ where: SIGNED_UP, within: 0 });
    assert.deepEqual([end, matched, incomplete], ['met', 1, undefined]);
    const [{ delivered, received, ...call } = assert.fail()] = calls;
    assert.deepEqual(JSON.parse(JSON.stringify(call)), {
      messageId: 'm1',
      type: 'track',
      userId: 'u1',
      event: 'Signed Up',
      at: '2024-05-01T12:00:00.000Z',
      stage: 'stored',
      instance: 'default',
    });
    assert.deepEqual((received as { properties: object }).properties, { plan: 'pro' });
    assert.equal((delivered as { channel: string }).channel, 'server');
  });

  it('is met by a call that comes later, and is watched for only until then', async () => {
    const { core, start, track } = bench();
    assert.equal(core.watch.watchers.length, 0);
    const waiting = start({ where: SIGNED_UP });
    assert.equal(await isSettled(waiting), false);
    assert.deepEqual([core.expectations.waiting, core.watch.watchers.length], [1, 1]);
    track('Other');
    assert.equal(await isSettled(waiting), false);
    track('Signed Up');
    assert.equal((await waiting).end, 'met');
    assert.deepEqual([core.expectations.waiting, core.watch.watchers.length], [0, 0]);
  });

  it('counts earlier and later calls together', async () => {
    const { start, track } = bench();
    track('Signed Up');
    const waiting = start({ where: SIGNED_UP, times: { atLeast: 3 } });
    track('Signed Up');
    assert.equal(await isSettled(waiting), false);
    track('Signed Up');
    const outcome = await waiting;
    assert.ok(outcome.end === 'met');
    assert.equal(outcome.matched, 3);
  });

  it('ends after its time in real time, with the nearest calls and how they differ', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { start, track } = bench();
    track('Signed up', { properties: { plan: 'pro' } });
    track('Order Completed');
    track('Signed Up', { properties: { plan: 'free' } });
    const waiting = start({ where: { ...SIGNED_UP, 'properties.plan': 'pro' }, within: '5s' });
    test.mock.timers.tick(4_999);
    assert.equal(await isSettled(waiting), false);
    test.mock.timers.tick(1);
    const outcome = await waiting;
    assert.ok(outcome.end === 'unmet');
    assert.deepEqual(
      outcome.nearest.map(({ differs }) => differs),
      [
        [{ path: 'event', expected: 'Signed Up', actual: 'Signed up' }],
        [{ path: 'properties.plan', expected: 'pro', actual: 'free' }],
        [
          { path: 'event', expected: 'Signed Up', actual: 'Order Completed' },
          { path: 'properties.plan', expected: 'pro' },
        ],
      ],
    );
    assert.equal(outcome.nearest[1]?.call.event, 'Signed Up');
  });

  it('says how far the nearest call came, if only the stage is missing', async () => {
    const { expect, track } = bench({ limits: { events: 1 } });
    track('First');
    track('Signed Up');
    const { end, nearest } = await expect({ where: SIGNED_UP, within: 0 });
    assert.equal(end, 'unmet');
    assert.deepEqual(nearest[0]?.differs, [{ path: 'stage', expected: 'stored', actual: 'pending retry' }]);
    assert.equal(nearest[0]?.call.stage, 'pending retry');
  });

  it('hides keys in what it shows', async () => {
    const { expect, track } = bench();
    track('Signed Up', { properties: { key: 'ak-41f0c7' } });
    const { nearest } = await expect({ where: { 'properties.key': 'other' }, within: 0 });
    assert.deepEqual(nearest[0]?.differs, [{ path: 'properties.key', expected: 'other', actual: '«key»' }]);
    assert.ok(!JSON.stringify(nearest).includes('ak-41f0c7'));
  });

  it('looks at each call of a batch, as it is delivered', async () => {
    const { expect, post } = bench();
    post('/v1/batch', {
      context: { locale: 'de' },
      batch: [
        { type: 'track', event: 'A', userId: 'u1' },
        { type: 'track', event: 'B', userId: 'u2', context: { locale: 'en' } },
      ],
    });
    const german = await expect({ where: { 'context.locale': 'de' }, within: 0 });
    assert.deepEqual(
      german.calls.map(({ event }) => event),
      ['A'],
    );
    const all = await expect({ where: { projectId: { $exists: true } }, within: 0 });
    assert.equal(all.matched, 2);
  });

  it('looks at calls that came to the destination itself, with their connector', async () => {
    const { start, send, expect } = bench();
    const waiting = start({ where: SIGNED_UP });
    send({ ...SIGNED_UP, userId: 'u9' }, 'unknown');
    assert.equal(await isSettled(waiting), false);
    send({ ...SIGNED_UP, userId: 'u9', messageId: 'm1' });
    const outcome = await waiting;
    assert.ok(outcome.end === 'met');
    const [{ connector, stage, userId, instance } = assert.fail()] = outcome.calls;
    assert.deepEqual([connector, stage, userId, instance], ['allowing', 'stored', 'u9', undefined]);
    assert.equal((await expect({ where: SIGNED_UP, within: 0 })).matched, 1);
  });

  it('counts no repetition of a call, wherever it is recognised', async () => {
    const { expect, track, send } = bench();
    track('Signed Up', { messageId: 'm1' });
    track('Signed Up', { messageId: 'm1' });
    send({ ...SIGNED_UP, userId: 'u1', messageId: 'm1' });
    for (const [stage, matched] of [
      ['stored', 1],
      ['received', 2],
    ] as const) {
      const outcome = await expect({ where: SIGNED_UP, stage, times: { exactly: matched }, within: 0 });
      assert.deepEqual([stage, outcome.end, outcome.matched], [stage, 'met', matched]);
    }
  });

  it('at the stage received looks at calls that go no further, as they were received', async () => {
    const { expect, start, post } = bench();
    const waiting = start({ where: { type: 'track', userId: 'u1' }, stage: 'received' });
    post('/v1/track', { userId: 'u1' });
    const outcome = await waiting;
    assert.ok(outcome.end === 'met');
    assert.deepEqual(
      outcome.calls.map(({ stage, delivered }) => [stage, delivered]),
      [['failed on ingest', undefined]],
    );
    assert.equal(
      (await expect({ where: { type: 'track', userId: 'u1' }, stage: 'received', within: 0 })).matched,
      1,
    );
    assert.equal((await expect({ where: { type: 'track' }, within: 0 })).matched, 0);
  });

  it('looks at calls of Engage', async () => {
    const { core, start } = bench();
    const audience = {
      kind: 'audience',
      name: 'A',
      key: 'a',
      level: 'user',
      as: [],
      rule: undefined,
    } as const;
    assert.ok(
      'value' in core.engage.create(audience, [{ id: idOf({ userId: 'u1' }), emails: [], users: [] }]),
    );
    const waiting = start({ where: { type: 'identify', 'traits.a': true } });
    await core.clock.move((now) => now + 7 * 3_600_000);
    const outcome = await waiting;
    assert.ok(outcome.end === 'met');
    assert.deepEqual([outcome.calls[0]?.instance, outcome.calls[0]?.userId], ['engage', 'u1']);
  });

  it('at the stage delivered is met by a delivery to an endpoint outside, which stores nothing here', async () => {
    let answer = (_status: number) => {};
    const { start, expect, track } = bench({
      forwardTo: 'http://127.0.0.1:9/x',
      forwardApiKey: 'fk',
      forward: () =>
        new Promise((resolve) => {
          answer = (status) => resolve({ status, ms: 1 });
        }),
    });
    const waiting = start({ where: SIGNED_UP, stage: 'delivered' });
    track('Signed Up');
    assert.equal(await isSettled(waiting), false);
    answer(200);
    assert.equal((await waiting).end, 'met');
    const { end, nearest } = await expect({ where: SIGNED_UP, within: 0 });
    assert.deepEqual([end, nearest[0]?.differs[0]?.actual], ['unmet', 'delivered']);
  });
});

describe('an expectation of a number', () => {
  it('ends at once if nothing is on its way', async () => {
    const { expect, track } = bench();
    track('Signed Up');
    for (const [times, end] of [
      [{ exactly: 1 }, 'met'],
      [{ atMost: 1 }, 'met'],
      [{ atMost: 0 }, 'unmet'],
      [{ exactly: 0 }, 'unmet'],
    ] as const) {
      assert.equal((await expect({ where: SIGNED_UP, times })).end, end, JSON.stringify(times));
    }
    assert.equal((await expect({ where: { event: 'Other' }, times: { exactly: 0 } })).end, 'met');
  });

  it('waits for the other calls of the same request', async () => {
    const { start, post } = bench();
    const waiting = start({ where: SIGNED_UP, times: { exactly: 1 } });
    assert.equal(await isSettled(waiting), false);
    post('/v1/batch', { batch: [1, 2].map((at) => ({ ...SIGNED_UP, userId: 'u1', messageId: `m${at}` })) });
    const outcome = await waiting;
    assert.ok(outcome.end === 'unmet');
    assert.equal(outcome.matched, 2);
  });

  it('waits for deliveries that are under way', async () => {
    let answer = () => {};
    const { start, track } = bench({
      forwardTo: 'http://127.0.0.1:9/x',
      forwardApiKey: 'fk',
      forward: () =>
        new Promise((resolve) => {
          answer = () => resolve({ status: 400, ms: 1 });
        }),
    });
    track('Signed Up');
    const waiting = start({ where: SIGNED_UP, stage: 'delivered', times: { exactly: 0 } });
    assert.equal(await isSettled(waiting), false);
    answer();
    assert.equal((await waiting).end, 'met');
  });

  it('waits for retries, except if the clock stands still', async () => {
    const { core, start, expect, track } = bench({ limits: { events: 1 }, clock: 'real' });
    track('First');
    track('Signed Up');
    const body = { where: SIGNED_UP, times: { exactly: 0 } } as const;
    const waiting = start(body);
    assert.equal(await isSettled(waiting), false);
    core.clock.freeze();
    assert.equal((await expect(body)).end, 'met');
    core.reset();
    assert.equal((await waiting).end, 'reset');
  });

  it('ends after its time if the number is right then', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { core, start, track } = bench({ limits: { events: 1 } });
    core.clock.resume();
    track('First');
    track('Signed Up');
    const waiting = start({ where: SIGNED_UP, times: { atMost: 0 }, within: '1s' });
    await isSettled(waiting);
    test.mock.timers.tick(1_000);
    assert.equal((await waiting).end, 'met');
    core.end();
  });

  for (const [what, end] of [
    ['its time', { within: 0 }],
    ['its quiet time', { quiet: 0, within: '30s' }],
  ] as const) {
    it(`looks at all earlier calls, though ${what} is over sooner`, async () => {
      let ticks = 0;
      // Every look at the time ends a slice, so that the timers have their turn between two calls.
      const stopwatch = () => {
        ticks += 1_000;
        return ticks;
      };
      const { expect, track } = bench({ stopwatch });
      track('Oldest');
      for (let number = 0; number < 500; number += 1) track('Later');
      const { end: how, matched } = await expect({
        where: { event: 'Oldest' },
        times: { exactly: 0 },
        ...end,
      });
      assert.deepEqual([how, matched], ['unmet', 1]);
      const none = await expect({ where: { event: 'Never' }, times: { exactly: 0 }, ...end });
      assert.deepEqual([none.end, none.matched], ['met', 0]);
    });
  }

  it('ends after a quiet time without a matching call', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { start, track } = bench();
    const waiting = start({ where: SIGNED_UP, times: { exactly: 2 }, quiet: '300ms' });
    for (const wait of [200, 200]) {
      test.mock.timers.tick(wait);
      track('Signed Up');
      assert.equal(await isSettled(waiting), false);
    }
    test.mock.timers.tick(299);
    assert.equal(await isSettled(waiting), false);
    test.mock.timers.tick(1);
    assert.equal((await waiting).end, 'met');
  });
});

describe('what waits', () => {
  it('goes with its client', async () => {
    const { core, start } = bench();
    const controller = new AbortController();
    const waiting = start({ where: SIGNED_UP }, controller.signal);
    assert.equal(core.expectations.waiting, 1);
    controller.abort();
    assert.equal((await waiting).end, 'gone');
    assert.deepEqual([core.expectations.waiting, core.watch.watchers.length], [0, 0]);
    assert.equal((await start({}, AbortSignal.abort())).end, 'gone');
  });

  it('is limited', async () => {
    const { core, start, track } = bench();
    const all = Array.from({ length: 1_000 }, () => start({ where: SIGNED_UP }));
    assert.equal((await start({ where: SIGNED_UP })).end, 'full');
    track('Signed Up');
    const outcomes = await Promise.all(all);
    assert.ok(outcomes.every(({ end }) => end === 'met'));
    assert.equal(core.expectations.waiting, 0);
  });

  it('ends with a reset, and with the emulator', async () => {
    for (const how of ['reset', 'closed'] as const) {
      const { core, start } = bench();
      const waiting = start({ where: SIGNED_UP });
      const other = core.expectations.within(
        1_000,
        (signal) =>
          new Promise<string>((resolve) => {
            signal.addEventListener('abort', () => resolve('aborted'));
          }),
      );
      if (how === 'reset') core.reset();
      else core.end();
      assert.deepEqual([(await waiting).end, await other], [how, { end: how }]);
      assert.equal(core.expectations.waiting, 0);
    }
  });
});

describe('what is no longer kept', () => {
  it('is said, if a call could not be compared', async () => {
    const { expect, track } = bench({ limits: { keptBodyBytes: 1_024 } });
    for (const plan of ['pro', 'free', 'basic']) track('Signed Up', { properties: { plan } });
    const { matched, incomplete } = await expect({ where: { 'properties.plan': 'pro' }, within: 0 });
    assert.equal(matched, 0);
    assert.equal(
      incomplete,
      'Not all calls were looked at: 1 calls could not be compared, because newer bodies needed the space (limits.keptBodyBytes).',
    );
    const byName = await expect({ where: SIGNED_UP, within: 0 });
    assert.deepEqual([byName.matched, byName.incomplete], [3, undefined]);
    assert.equal(byName.calls[0]?.bodies, 'dropped');
  });

  it('is said, if traces or answers of the destination were dropped', async () => {
    const { expect, track, send } = bench({ limits: { traces: 2, journal: 2 } });
    for (const last of [1, 2, 3]) track('A', { messageId: `m${last}` });
    for (const last of [4, 5, 6]) send({ ...SIGNED_UP, userId: 'u1', messageId: `m${last}` });
    const { matched, incomplete } = await expect({ within: 0 });
    assert.equal(matched, 4);
    assert.match(
      incomplete ?? '',
      /: 1 older calls have no traces any more \(.*; 1 older calls to the destination itself/,
    );
  });

  it('is said, if bodies are not kept; later calls are compared all the same', async () => {
    const { start, expect, track } = bench({ bodies: false });
    track('A', { properties: { plan: 'pro' } });
    const { matched, incomplete } = await expect({ where: { 'properties.plan': 'pro' }, within: 0 });
    assert.equal(matched, 0);
    assert.match(incomplete ?? '', /because bodies are not kept \(--no-bodies\)/);
    const waiting = start({ where: { 'properties.plan': 'pro' } });
    track('B', { properties: { plan: 'pro' } });
    assert.equal((await waiting).end, 'met');
  });

  it('is not looked at longer than a moment if enough calls are found', async () => {
    const { core, expect, track } = bench();
    for (let last = 0; last < 3_000; last += 1) track('A', { messageId: `m${last}` });
    const { matched, calls } = await expect({ where: { event: 'A' } });
    assert.ok(matched >= 1 && matched < 3_000, `${matched}`);
    assert.equal(calls.at(-1)?.messageId, 'm2999');
    assert.equal(core.expectations.waiting, 0);
  });
});
