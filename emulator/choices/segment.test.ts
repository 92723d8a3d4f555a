import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { letters27 } from '../../calls/index.ts';
import type { AttemptResult } from '../history/trace-record.ts';
import type { Outbound } from '../segment/delivery/transport.ts';
import { browserSettings } from '../segment/ingress/browser-settings.ts';
import type { IngressRequest } from '../segment/ingress/ingress.ts';
import { basic, createBench, KEYS } from '../testing.ts';
import { settingsOf } from './index.ts';
import { SEGMENT_CHOICES } from './segment.ts';

type SegmentChoice = keyof typeof SEGMENT_CHOICES;
type Setting = Record<string, string>;

const names = Object.keys(SEGMENT_CHOICES) as SegmentChoice[];
const track = { type: 'track', userId: 'u', event: 'e' };

/** An emulator that forwards to one instance with a fixed answer, and what it sent there. */
function forwarding(choices: Setting, answer: Partial<AttemptResult> = { status: 200 }) {
  const sent: Outbound[] = [];
  const bench = createBench({
    choices,
    forwardTo: 'http://destination.test/in',
    forwardApiKey: 'k',
    forward: async (outbound) => {
      sent.push(outbound);
      return { ms: 0, ...answer };
    },
  });
  bench.core.clock.freeze();
  const send = async (body: object, more?: Partial<IngressRequest>) => {
    bench.post('/v1/batch', body, more);
    await bench.core.clock.idle();
    return sent[0]?.call as Record<string, unknown>;
  };
  return { ...bench, sent, send };
}

/** A probe for each choice, whose result shows the setting. */
const SEEN: Readonly<Record<SegmentChoice, (choices: Setting) => unknown>> = {
  'write-key-in-both': (choices) => {
    const { post, traces } = createBench({ choices });
    post('/v1/track', { ...track, writeKey: KEYS.writeKey }, { authorization: basic('other') });
    return traces()[0]?.outcome;
  },
  'unknown-write-key': (choices) =>
    createBench({ choices }).post('/v1/track', { ...track, writeKey: 'other' }).status,
  'too-many-calls': (choices) => {
    const { post, traces } = createBench({ choices, limits: { batchCalls: 2 } });
    post('/v1/batch', { batch: [{ ...track }, { ...track }, { ...track }] });
    return traces({ outcome: 'delivered' }).length;
  },
  'batch-own-fields': async (choices) =>
    (await forwarding(choices).send({ batch: [{ ...track }], messageId: 'batch', sequence: 1 })).messageId,
  'settings-of-unknown-key': (choices) => {
    const { core } = createBench();
    return browserSettings(core.source, 'other', undefined, choices as never) === undefined;
  },
  'without-sent-at': async (choices) =>
    (await forwarding(choices).send({ batch: [{ ...track, timestamp: '2024-01-01T00:00:00Z' }] })).timestamp,
  'unreadable-timestamp': async (choices) =>
    (await forwarding(choices).send({ batch: [{ ...track, timestamp: 'yesterday' }] })).timestamp,
  'client-side-calls': async (choices) => {
    const context = { library: { name: 'analytics-ios' } };
    return (await forwarding(choices).send({ batch: [{ ...track, context }] })).channel;
  },
  'client-channel': async (choices) =>
    (await forwarding(choices).send({ batch: [{ ...track }] }, { hasOrigin: true })).channel,
  'null-id': async (choices) =>
    'anonymousId' in (await forwarding(choices).send({ batch: [{ ...track, anonymousId: null }] })),
  'segment-settings-header': async (choices) => {
    const { sent, send } = forwarding(choices);
    await send({ batch: [{ ...track }] });
    return sent[0]?.headers['x-segment-settings'];
  },
  'retry-of-501': async (choices) => {
    const { send, traces } = forwarding(choices, { status: 501 });
    await send({ batch: [{ ...track }] });
    return traces()[0]?.outcome;
  },
  'retry-after': async (choices) => {
    const { core, send } = forwarding(choices, { status: 429, retryAfter: 600 });
    await send({ batch: [{ ...track }] });
    return (core.clock.timers.next ?? 0) - core.clock.now() >= 600_000;
  },
  'retry-window': async (choices) => {
    const { core, send, advance } = forwarding(choices, { status: 503 });
    await send({ batch: [{ ...track }] });
    // A machine that sleeps for a day: no timer fires meanwhile.
    core.clock.resume();
    advance(24 * 60 * 60 * 1000);
    core.clock.freeze();
    await core.clock.move((now) => now);
    return core.engine.counts().default?.discarded;
  },
  'deliveries-of-disabled': async (choices) => {
    const { core, send, sent } = forwarding(choices, { status: 503 });
    await send({ batch: [{ ...track }] });
    core.instances.change('default', { enabled: false });
    await core.clock.move((now) => now + 60_000);
    return sent.length > 1;
  },
};

/** In the order of the settings, the default first. */
const EXPECTED: Readonly<Record<SegmentChoice, readonly unknown[]>> = {
  'write-key-in-both': ['delivered', 'failed-on-ingest.unknown_source'],
  'unknown-write-key': [200, 401],
  'too-many-calls': [0, 2],
  'batch-own-fields': [`api-${letters27('id-1')}`, 'batch'],
  'settings-of-unknown-key': [true, false],
  'without-sent-at': ['2024-01-01T00:00:00.000Z', '2024-05-01T12:00:00.000Z'],
  'unreadable-timestamp': ['2024-05-01T12:00:00.000Z', 'yesterday'],
  'client-side-calls': ['client', 'server'],
  'client-channel': ['client', 'browser'],
  'null-id': [true, false],
  'segment-settings-header': [undefined, '', 'e30='],
  'retry-of-501': ['errors.discarded.501', 'errors.awaiting-retry.501'],
  'retry-after': [false, true],
  'retry-window': [0, 1],
  'deliveries-of-disabled': [false, true],
};

describe("each setting of Segment's side", () => {
  for (const name of names) {
    settingsOf(name).forEach((setting, index) => {
      it(`${name}=${setting} does what it says`, async () => {
        assert.deepEqual(await SEEN[name]({ [name]: setting }), EXPECTED[name][index]);
      });
    });
  }
});
