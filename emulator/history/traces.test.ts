import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench, KEYS } from '../testing.ts';
import { NO_BODY } from './bodies.ts';
import { keptId, keptText } from './kept-text.ts';
import type { CallTrace } from './trace-record.ts';
import { createTraces } from './traces.ts';

const LONG = 'x'.repeat(20_000);

/** Every string that the latest traces hold, which is what their memory depends on. */
function keptLength(traces: unknown): number {
  return JSON.stringify(traces).length;
}

describe('traces', () => {
  it('cut the ids of a call, and find it by the whole ids', () => {
    const { post, traces } = createBench();
    const call = { event: 'e', userId: `u${LONG}`, anonymousId: `a${LONG}`, messageId: LONG };
    post('/v1/batch', { batch: [call, { ...call, type: LONG, messageId: 'm2' }] });
    assert.ok(keptLength(traces()) < 4_000, `${keptLength(traces())} characters are kept`);
    for (const query of [
      { messageId: LONG },
      { messageId: 'm2', userId: `u${LONG}` },
      { userId: `a${LONG}` },
    ]) {
      assert.ok(traces(query).length > 0, Object.keys(query).join());
    }
    assert.equal(traces({ messageId: `${LONG}y` }).length, 0);
  });

  it('name the event of a track call, cut, and nothing of a call of another type', () => {
    const { post, traces } = createBench();
    post('/v1/track', { userId: 'u', event: 'Order Completed' });
    post('/v1/track', { userId: 'u', event: LONG });
    post('/v1/identify', { userId: 'u' });
    post('/v1/track', { userId: 'u', event: 7 });
    assert.deepEqual(
      traces().map(({ event }) => event),
      ['Order Completed', `${'x'.repeat(200)}…`, undefined, undefined],
    );
  });

  it('keep long ids apart that begin in the same way, and recognise them as duplicates', () => {
    const { post, traces } = createBench();
    const track = { userId: 'u', event: 'e' };
    for (const last of ['a', 'b', 'a']) post('/v1/track', { ...track, messageId: `${LONG}${last}` });
    assert.deepEqual(
      traces().map(({ duplicates }) => duplicates),
      [1, undefined],
    );
  });

  it('keep no id of a user of an unknown source, and the messageId cut', () => {
    const { post, traces } = createBench();
    const call = { type: 'identify', userId: 'u', anonymousId: 'a' };
    const batch = [
      { ...call, messageId: 'm1' },
      { ...call, messageId: LONG },
    ];
    post('/v1/batch', { writeKey: 'someone else', batch });
    assert.deepEqual(
      traces().map(({ messageId, userId, anonymousId, outcome }) => [
        messageId,
        userId,
        anonymousId,
        outcome,
      ]),
      ['m1', keptId(LONG)].map((id) => [id, undefined, undefined, 'failed-on-ingest.unknown_source']),
    );
    assert.ok(keptLength(traces()) < 4_000);
  });

  it('of an unknown source do not make a later call a duplicate', () => {
    const { post, traces } = createBench();
    const call = { userId: 'u', event: 'e', messageId: 'm1' };
    post('/v1/track', { ...call, writeKey: 'someone else' });
    post('/v1/track', { ...call, writeKey: KEYS.writeKey });
    assert.equal(traces().at(-1)?.outcome, 'delivered');
  });

  it('are kept only for the first calls of a batch with far too many', () => {
    const { core, post, traces } = createBench({ limits: { batchCalls: 5 } });
    post('/v1/batch', { batch: new Array(1_000).fill(0) });
    assert.equal(traces().length, 10);
    assert.deepEqual(core.ingress.counts(), { received: 1_000, dropped: 1_000, unknownKey: 0 });
  });

  it('stay within their bytes, whatever is added to them later', () => {
    const traces = createTraces(1_000, 10_000);
    const made = Array.from({ length: 100 }, (_, index) => traceOf(`m${index}`));
    for (const trace of made) traces.open(trace, 1);
    const size = traces.size;
    assert.ok(size >= 10 && size < 30, `${size} are kept`);
    assert.equal(traces.dropped + size, 100);

    const newest = made.at(-1) ?? assert.fail();
    const attempt = { at: 0, ms: 0, message: 'x'.repeat(300), rules: ['A-1'], earlier: undefined };
    for (let count = 0; count < 9; count += 1) traces.count(newest, attempt);
    assert.ok(traces.size < size - 10 && traces.size >= 1, `${traces.size} are kept after nine attempts`);
    assert.equal(traces.at(99), newest);
    // Attempts of a call whose trace is gone take no room from the others.
    const left = traces.size;
    for (let count = 0; count < 100; count += 1) traces.count(made[0] ?? assert.fail(), attempt);
    assert.equal(traces.size, left);
    traces.clear();
    traces.open(traceOf('m'), 1);
    assert.deepEqual([traces.size, traces.dropped], [1, 0]);
  });

  it('count the attempts of deliveries', async () => {
    const limits = { traceBytes: 20_000 };
    const status = { status: 400, ms: 0, message: 'x'.repeat(300) };
    const { core, post } = createBench({
      limits,
      forwardTo: 'http://destination.test/in',
      forwardApiKey: 'k',
      forward: async () => status,
    });
    for (let index = 0; index < 100; index += 1) post('/v1/track', { userId: 'u', event: 'e' });
    await core.clock.idle();
    assert.ok(core.traces.size <= 20_000 / 600, `${core.traces.size} are kept`);
  });
});

describe('kept text', () => {
  it('leaves usual ids as they are, and does not change when it is cut again', () => {
    assert.equal(keptId('x'.repeat(200)), 'x'.repeat(200));
    assert.equal(keptId(keptId(LONG)), keptId(LONG));
    assert.ok(keptId(LONG).length <= 200);
  });

  it('is well-formed even if it is cut within a character', () => {
    assert.equal(keptText('a😀', 2), 'a\ufffd');
  });
});

function traceOf(messageId: string): CallTrace {
  return {
    messageId,
    type: 'track',
    userId: 'u',
    anonymousId: undefined,
    event: undefined,
    receivedAt: 0,
    reason: undefined,
    duplicates: 0,
    delivery: undefined,
    bytes: 0,
    body: NO_BODY,
    place: 0,
  };
}
