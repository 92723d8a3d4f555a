import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttemptResult } from '../../history/trace-record.ts';
import { DEFAULT_RETRY } from '../../retry-policy.ts';
import { basic, createBench, START } from '../../testing.ts';
import type { Outbound } from './transport.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Answer = (outbound: Outbound, now: number) => Partial<AttemptResult> | Promise<Partial<AttemptResult>>;

/** An emulator on a frozen clock that forwards to an endpoint which responds with `answer`. */
function bench(answer: Answer, options: Parameters<typeof createBench>[0] = {}) {
  const made = createBench({
    forwardTo: 'http://destination.test/in',
    forwardApiKey: 'ak-forward',
    forward: async (outbound) => ({ ms: 0, ...(await answer(outbound, made.core.clock.now())) }),
    ...options,
  });
  const { core } = made;
  core.clock.freeze();
  return {
    ...made,
    move: (milliseconds: number) => core.clock.move((now) => now + milliseconds),
    track: (messageId: string) => made.post('/v1/track', { userId: 'u', event: 'e', messageId }),
    outcomeOf: (messageId: string) => made.traces({ messageId })[0]?.outcome,
  };
}

function until(time: number): Answer {
  return (_, now) => ({ status: now < time ? 503 : 200 });
}

describe('a delivery', () => {
  it('is one request for each call, with the documented headers', async () => {
    const sent: Outbound[] = [];
    const { core, post } = bench((outbound) => {
      sent.push(outbound);
      return { status: 200 };
    });
    post('/v1/batch', { batch: [1, 2, 3].map((n) => ({ type: 'identify', userId: `u${n}` })) });
    await core.clock.idle();
    assert.deepEqual(
      sent.map(({ url, call }) => [url, call.userId]),
      [1, 2, 3].map((n) => ['http://destination.test/in', `u${n}`]),
    );
    assert.deepEqual(sent[0]?.headers, {
      authorization: basic('ak-forward'),
      'content-type': 'application/json',
      accept: '*/*',
      'cache-control': 'no-cache',
      'user-agent': 'Segment.io/1.0',
    });
  });

  it('makes at most `concurrency` requests at a time, and queues the rest', async () => {
    let underWay = 0;
    let most = 0;
    const { core, track, traces } = bench(
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        return { status: 200 };
      },
      { concurrency: 4 },
    );
    for (let index = 0; index < 50; index += 1) track(`m${index}`);
    const { default: counts } = core.engine.counts();
    assert.deepEqual([counts?.underWay, counts?.queued], [4, 46]);
    assert.equal(traces({ outcome: 'queued' }).length, 50);
    await core.clock.idle();
    assert.equal(most, 4);
    assert.equal(traces({ outcome: 'delivered' }).length, 50);
  });

  it('goes to every instance, each with its own trace', async () => {
    const { core, post, traces, users } = bench(() => ({ status: 400, message: 'no' }), {
      instances: [
        { id: 'built-in', apiKey: 'ak-41f0c7' },
        { id: 'off', apiKey: 'k', enabled: false },
        { id: 'bare' },
      ],
    });
    post('/v1/identify', { userId: 'u', messageId: 'm' });
    await core.clock.idle();
    assert.equal(users({ userId: 'u' }).length, 1);
    assert.deepEqual(
      traces({ messageId: 'm' })[0]?.deliveries.map(({ instance, outcome }) => [instance, outcome]),
      [
        ['default', 'errors.discarded.400'],
        ['built-in', 'delivered'],
        ['off', 'filtered-at-destination.DESTINATION_DISABLED'],
        ['bare', 'filtered-at-destination.INVALID_SETTINGS'],
      ],
    );
    assert.equal(traces({ outcome: 'delivered' }).length, 1, 'found by the outcome of any delivery');
    assert.equal(traces()[0]?.outcome, 'errors.discarded.400');
  });

  it('does not slow down the ingress if the endpoint hangs', () => {
    const { track } = bench(() => new Promise(() => {}));
    assert.equal(track('m').status, 200);
  });
});

describe('a delivery that fails', () => {
  it('is tried nine times within four hours, with growing waits', async () => {
    const { track, move, traces } = bench(() => ({ status: 503 }));
    track('m');
    await move(5 * HOUR_MS);
    const [trace] = traces({ messageId: 'm' });
    const times = trace?.deliveries[0]?.attempts.map(({ at }) => Date.parse(at) - START) ?? [];
    assert.equal(times.length, 9);
    assert.equal(times[0], 0);
    const last = times.at(-1) ?? 0;
    assert.ok(last > 3 * HOUR_MS && last <= 4 * HOUR_MS, String(last));
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    assert.deepEqual(
      waits,
      waits.toSorted((one, other) => one - other),
    );
    assert.equal(trace?.outcome, 'errors.discarded.503');
    assert.equal(trace?.stages.at(-1)?.stage, 'failed delivery');
  });

  it('shows when it is tried again', async () => {
    const { core, track, outcomeOf, traces } = bench(() => ({ error: 'ECONNREFUSED' }));
    track('m');
    await core.clock.idle();
    assert.equal(outcomeOf('m'), 'errors.awaiting-retry.ECONNREFUSED');
    const next = Date.parse(traces()[0]?.deliveries[0]?.nextAttemptAt ?? '');
    assert.equal(next, core.clock.timers.next);
    assert.ok(next > START);
  });

  it('with a final status is not tried again', async () => {
    const { core, track, outcomeOf } = bench(() => ({ status: 401, message: 'unknown key' }));
    track('m');
    await core.clock.idle();
    assert.equal(outcomeOf('m'), 'errors.discarded.401');
    assert.equal(core.clock.timers.count, 0);
  });

  it('has the same waits for the same seed', async () => {
    const times = async (seed: number) => {
      const { track, move, traces } = bench(() => ({ status: 500 }), { seed });
      track('m');
      await move(5 * HOUR_MS);
      return traces()[0]?.deliveries[0]?.attempts.map(({ at }) => at);
    };
    assert.deepEqual(await times(5), await times(5));
    assert.notDeepEqual(await times(5), await times(6));
  });

  it('at the built-in destination is tried again too', async () => {
    const { post, core, traces, users } = createBench({ limits: { users: 1 } });
    core.clock.freeze();
    post('/v1/batch', {
      batch: [1, 2].map((n) => ({ type: 'identify', userId: `u${n}`, messageId: `m${n}` })),
    });
    assert.equal(traces({ messageId: 'm2' })[0]?.outcome, 'errors.awaiting-retry.503');
    core.destination.reset();
    await core.clock.move((now) => now + MINUTE_MS);
    assert.equal(traces({ messageId: 'm2' })[0]?.outcome, 'delivered');
    assert.equal(users({ userId: 'u2' }).length, 1);
  });

  it('shows the rules of the built-in destination that decided, and its message', () => {
    const { post, traces } = createBench({
      apiKey: 'ak-other',
      instances: [{ id: 'wrong', apiKey: 'nobody' }],
    });
    post('/v1/identify', { userId: 'u', messageId: 'm' });
    const [right, wrong] = traces()[0]?.deliveries ?? [];
    assert.deepEqual(right?.attempts[0]?.rules, ['AST-IDENT-001']);
    assert.deepEqual(
      [wrong?.outcome, wrong?.attempts[0]?.rules],
      ['errors.discarded.401', ['AST-AUTH-002', 'AST-AUTH-003']],
    );
    assert.match(wrong?.attempts[0]?.message ?? '', /API key/);
  });

  it('ends if its instance is removed', async () => {
    const { core, track, move, outcomeOf } = bench(() => ({ status: 503 }));
    track('m');
    await core.clock.idle();
    core.instances.remove('default');
    await move(MINUTE_MS);
    assert.equal(outcomeOf('m'), 'errors.discarded.no_destination');
    track('m2');
    assert.equal(outcomeOf('m2'), 'filtered-at-destination.no_destination');
  });
});

describe('an outage', () => {
  /** Sends a call every ten minutes for six hours. @returns their traces */
  async function outcomesOf(outageMs: number) {
    const { track, move, traces, core } = bench(until(START + outageMs));
    for (let index = 0; index < 36; index += 1) {
      track(`m${index}`);
      await move(10 * MINUTE_MS);
    }
    await move(5 * HOUR_MS);
    assert.equal(core.clock.timers.count, 0);
    return traces();
  }

  it('of ten minutes loses nothing', async () => {
    const traces = await outcomesOf(10 * MINUTE_MS);
    assert.deepEqual([...new Set(traces.map(({ outcome }) => outcome))], ['delivered']);
    assert.ok((traces[0]?.deliveries[0]?.attempts.length ?? 0) > 1, 'the first call met the outage');
  });

  it('of five hours loses exactly the calls whose nine attempts all fall within it', async () => {
    const end = START + 5 * HOUR_MS;
    const traces = await outcomesOf(5 * HOUR_MS);
    let lost = 0;
    for (const { messageId, receivedAt, outcome, deliveries } of traces) {
      const attempts = deliveries[0]?.attempts ?? [];
      const last = Date.parse(attempts.at(-1)?.at ?? '');
      assert.ok(last - Date.parse(receivedAt) <= DEFAULT_RETRY.windowMs);
      if (outcome === 'delivered') {
        assert.ok(last >= end, messageId);
      } else {
        assert.equal(outcome, 'errors.discarded.503');
        assert.equal(attempts.length, 9);
        assert.ok(last < end, messageId);
        lost += 1;
      }
    }
    // Every call of the first hour is lost, and none of the last three hours.
    assert.ok(lost >= 6 && lost <= 12, String(lost));
  });
});

describe('10,000 calls through a destination that answers 503 to a third of them', () => {
  it('are each delivered exactly once, and their traces come in pages', async () => {
    let requests = 0;
    const stored = new Map<unknown, number>();
    const { post, move, core } = bench(({ call }) => {
      requests += 1;
      if (requests % 3 === 0) return { status: 503 };
      stored.set(call.messageId, (stored.get(call.messageId) ?? 0) + 1);
      return { status: 200 };
    });
    for (let batch = 0; batch < 100; batch += 1) {
      const calls = Array.from({ length: 100 }, (_, index) => ({
        type: 'track',
        userId: 'u',
        event: 'e',
        messageId: `m${batch * 100 + index}`,
      }));
      post('/v1/batch', { batch: calls });
    }
    await move(5 * HOUR_MS);
    assert.equal(stored.size, 10_000);
    assert.deepEqual([...new Set(stored.values())], [1]);
    assert.ok(requests > 13_000, String(requests));

    const seen: string[] = [];
    let cursor: number | undefined = 0;
    while (cursor !== undefined) {
      const page = core.traces.read({ limit: 1_000, cursor, outcome: 'delivered' });
      seen.push(...page.traces.map(({ messageId }) => messageId));
      cursor = page.next === undefined ? undefined : Number(page.next);
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 10_000 }, (_, index) => `m${index}`),
    );
    assert.deepEqual(core.engine.counts().default, {
      queued: 0,
      underWay: 0,
      awaitingRetry: 0,
      delivered: 10_000,
      discarded: 0,
    });
  });
});

describe('back-pressure', () => {
  const full = { limits: { deliveries: 5 } };

  it('answers 429 with both headers before anything is processed', async () => {
    const { track, core, traces } = bench(() => ({ status: 503 }), full);
    for (let index = 0; index < 5; index += 1) assert.equal(track(`m${index}`).status, 200);
    const answer = track('m5');
    assert.equal(answer.status, 429);
    assert.equal((answer.body as { success: unknown }).success, false);
    assert.deepEqual(answer.headers, { 'retry-after': '1', 'x-ratelimit-reset': '1' });
    await core.clock.idle();
    assert.equal(track('m5').status, 429, 'retries count as well');
    assert.equal(traces().length, 5);
  });

  it('accepts a batch as a whole or not at all', async () => {
    const { post, core, track, traces } = bench(() => ({ status: 200 }), full);
    const batch = Array.from({ length: 5 }, () => ({ type: 'track', userId: 'u', event: 'e' }));
    track('first');
    assert.equal(post('/v1/batch', { batch }).status, 429);
    assert.equal(traces().length, 1);
    await core.clock.idle();
    assert.equal(post('/v1/batch', { batch }).status, 200);
    await core.clock.idle();
    assert.equal(traces({ outcome: 'delivered' }).length, 6);
  });

  it('accepts a request that is larger than the limit if nothing waits', () => {
    const { post } = bench(() => ({ status: 200 }), full);
    const batch = Array.from({ length: 9 }, () => ({ type: 'track', userId: 'u', event: 'e' }));
    assert.equal(post('/v1/batch', { batch }).status, 200);
  });

  it('counts bytes too, and frees them', async () => {
    let status = 503;
    const { track, core, move } = bench(() => ({ status }), { limits: { deliveryBytes: 60 } });
    assert.equal(track('m0').status, 200);
    await core.clock.idle();
    assert.equal(track('m1').status, 429);
    status = 200;
    await move(MINUTE_MS);
    assert.equal(track('m1').status, 200);
  });
});

describe('reset', () => {
  it('drops waiting deliveries, and ignores responses to earlier ones', async () => {
    const answers: (() => void)[] = [];
    const { track, core, move, traces } = bench(
      () => new Promise((resolve) => answers.push(() => resolve({ status: 503 }))),
    );
    track('m1');
    core.reset();
    track('m2');
    for (const answer of answers) answer();
    await core.clock.idle();
    assert.equal(core.clock.timers.count, 1, 'only the delivery after the reset is tried again');
    assert.deepEqual(
      traces().map(({ messageId }) => messageId),
      ['m2'],
    );
    core.reset();
    await move(HOUR_MS);
    assert.equal(answers.length, 2);
    assert.deepEqual(core.engine.counts(), {});
  });

  it('restores instances and source', () => {
    const { core, post, users } = createBench();
    core.instances.remove('default');
    core.source.enabled = false;
    core.reset();
    post('/v1/identify', { userId: 'u' });
    assert.equal(users({ userId: 'u' }).length, 1);
  });
});
