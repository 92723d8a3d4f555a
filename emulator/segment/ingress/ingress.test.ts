import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { letters27 } from '../../../calls/index.ts';
import { basic, createBench, KEYS } from '../../testing.ts';
import type { IngressRequest } from './ingress.ts';
import { findRoute, findSettingsKey } from './routes.ts';

const { writeKey } = KEYS;
const identify = { type: 'identify', userId: 'u1', traits: { plan: 'pro' } };
const track = { type: 'track', userId: 'u1', event: 'Tried' };

/** A call of exactly `bytes` bytes. */
function callOf(bytes: number): Record<string, unknown> {
  const frame = { ...identify, messageId: 'big', traits: { text: '' } };
  return { ...frame, traits: { text: 'x'.repeat(bytes - JSON.stringify(frame).length) } };
}

describe('the ingress', () => {
  it('delivers each call of a batch', () => {
    const { post, core, users, events, traces } = createBench();
    const batch = [
      identify,
      { ...track, timestamp: '2024-05-01T11:00:00Z', messageId: 'm1' },
      { ...track, event: 'Tried again' },
      { type: 'page', userId: 'u1' },
      'no call',
    ];
    const answer = post('/v1/batch', { batch, writeKey });
    assert.deepEqual([answer.status, answer.body], [200, { success: true }]);
    assert.equal(users({ userId: 'u1' })[0]?.properties.plan, 'pro');
    assert.deepEqual(
      events({ userId: 'u1' }).map(({ messageId, timestamp }) => [messageId, timestamp]),
      [
        ['m1', '2024-05-01T11:00:00.000Z'],
        [`api-${letters27('id-2')}`, '2024-05-01T12:00:00.000Z'],
      ],
    );
    assert.deepEqual(core.ingress.counts(), { received: 5, dropped: 1, unknownKey: 0 });
    assert.deepEqual(
      traces().map(({ outcome }) => outcome),
      [
        'delivered',
        'delivered',
        'delivered',
        'filtered-at-destination.UNSUPPORTED_EVENT_TYPE',
        'failed-on-ingest.call_not_object',
      ],
    );
  });

  for (const path of ['/v1/track', '/v1/t', '/v1/track/', '/v1/t/']) {
    it(`accepts a single call at ${path}, with or without its type`, () => {
      const { post, events } = createBench();
      post(path, { userId: 'u1', event: 'Tried', writeKey }, { authorization: undefined });
      post(path, { type: 'identify', userId: 'u1', event: 'Tried', writeKey });
      assert.equal(events({ userId: 'u1' }).length, 2);
    });
  }

  for (const path of ['/v1/b', '/v1/import', '/v1/import/', '/v1/batch/']) {
    it(`accepts a batch at ${path}`, () => {
      const { post, users } = createBench();
      post(path, { batch: [identify] });
      assert.equal(users({ userId: 'u1' }).length, 1);
    });
  }

  for (const [route, type] of Object.entries({
    p: 'page',
    s: 'screen',
    a: 'alias',
    g: 'group',
    i: 'identify',
  })) {
    it(`accepts /v1/${route} for ${type}`, () => {
      const { post, traces } = createBench();
      post(`/v1/${route}`, { userId: 'u1', groupId: 'g1', previousId: 'u0' });
      assert.equal(traces()[0]?.type, type);
    });
  }

  it('has no other routes', () => {
    for (const path of ['/v1/', '/v1/tracks', '/v1/constructor', '/v1/batch//', '/v1/T']) {
      assert.equal(findRoute(path), undefined, path);
    }
  });

  it('accepts metrics and ignores them', () => {
    const { post, core } = createBench();
    const answer = post('/v1/m', { series: [] }, { authorization: undefined });
    assert.deepEqual([answer.status, answer.body], [200, { success: true }]);
    assert.equal(core.ingress.counts().received, 0);
  });

  it('finds the write key in the path of settings, in any form', () => {
    assert.equal(findSettingsKey('/v1/projects/wk-1/settings'), 'wk-1');
    assert.equal(findSettingsKey('/v1/projects/a%2Fb%20c/settings/'), 'a/b c');
    assert.equal(findSettingsKey('/v1/projects/%ff/settings'), '%ff');
    assert.equal(findSettingsKey('/v1/projects//settings'), undefined);
    assert.equal(findSettingsKey('/v1/batch'), undefined);
  });
});

describe('a write key', () => {
  for (const [name, body, authorization] of [
    ['in the body', { ...identify, writeKey }, undefined],
    ['in the Basic header', identify, basic(writeKey)],
    ['in the body beside a Bearer token', { ...identify, writeKey }, 'Bearer token'],
    ['in the body, which wins', { ...identify, writeKey }, basic('someone else')],
  ] as const) {
    it(`is read ${name}`, () => {
      const { post, users } = createBench();
      post('/v1/identify', body, { authorization });
      assert.equal(users({ userId: 'u1' }).length, 1);
    });
  }

  it('does not reach the destination', async () => {
    const calls: unknown[] = [];
    const { core, post } = createBench({
      forwardTo: 'http://destination.test/in',
      forwardApiKey: 'k',
      forward: async ({ call }) => {
        calls.push(call);
        return { status: 200, ms: 0 };
      },
    });
    post('/v1/identify', { ...identify, writeKey });
    post('/v1/batch', { writeKey, batch: [{ ...track, writeKey }] });
    await core.clock.idle();
    assert.equal(calls.length, 2);
    assert.ok(!JSON.stringify(calls).includes(writeKey));
  });

  it('of an unknown source is answered 200, and its calls are dropped', () => {
    const { post, total, traces } = createBench();
    assert.equal(post('/v1/identify', { ...identify, writeKey: 'someone else' }).status, 200);
    assert.equal(total(), 0);
    assert.equal(traces()[0]?.outcome, 'failed-on-ingest.unknown_source');
  });

  it('of a disabled source is answered 200, and its calls are dropped', () => {
    const { core, post, total, traces } = createBench();
    core.source.enabled = false;
    assert.equal(post('/v1/identify', identify).status, 200);
    assert.equal(total(), 0);
    assert.equal(traces()[0]?.outcome, 'failed-on-ingest.source_disabled');
  });
});

describe('a request as a whole', () => {
  for (const [name, path, body] of [
    ['not JSON', '/v1/identify', '{"batch":['],
    ['an array', '/v1/identify', [{ ...identify, writeKey }]],
    ['text', '/v1/batch', '"batch"'],
    ['without a write key', '/v1/identify', identify],
    ['with an empty write key', '/v1/identify', { ...identify, writeKey: '' }],
    ['a call of more than 32 KB', '/v1/identify', callOf(32 * 1024 + 1)],
    ['a batch of more than 500 KB', '/v1/batch', { writeKey, batch: new Array(16).fill(callOf(32_000)) }],
  ] as const) {
    it(`is refused if it is ${name}, with code and message`, () => {
      const { post, core } = createBench();
      const answer = post(path, body, { authorization: undefined });
      const { message, ...rest } = answer.body as Record<string, unknown>;
      assert.equal(answer.status, 400);
      assert.deepEqual(rest, { success: false, code: 'invalid_request' });
      assert.equal(typeof message, 'string');
      assert.equal(core.ingress.counts().received, 0);
    });
  }

  it('is refused in the documented words if it is too large', () => {
    const { post } = createBench();
    const { body } = post('/v1/identify', callOf(32 * 1024 + 1));
    assert.equal((body as { message: string }).message, 'Exceed payload limit');
  });

  it('may be exactly as large as the limit', () => {
    const { post, users } = createBench();
    assert.equal(post('/v1/identify', callOf(32 * 1024)).status, 200);
    assert.equal(users({ userId: 'u1' }).length, 1);
  });

  for (const body of [{ batch: [] }, {}, { batch: 'none' }]) {
    it(`is an empty batch if it is ${JSON.stringify(body)}`, () => {
      const { post, traces } = createBench();
      assert.equal(post('/v1/batch', body).status, 200);
      assert.deepEqual(
        traces().map(({ outcome }) => outcome),
        ['failed-on-ingest.empty_batch'],
      );
    });
  }

  it('of more than 2,500 calls is answered 200 and dropped', () => {
    const { post, traces, total } = createBench();
    const call = { type: 'track', userId: 'u', event: 'e' };
    assert.equal(post('/v1/batch', { batch: new Array(2_501).fill(call) }).status, 200);
    assert.equal(total(), 0);
    assert.equal(traces({ outcome: 'failed-on-ingest.batch_limit_exceeded' }).length, 2_501);
    assert.equal(post('/v1/batch', { batch: new Array(2_500).fill(call) }).status, 200);
    assert.equal(traces({ outcome: 'delivered' }).length, 2_500);
  });
});

/** Calls that are accepted and then dropped, each with the reason in Segment's words. */
const DROPPED: readonly (readonly [string, unknown])[] = [
  ['no_user_anon_id', { type: 'identify', traits: {} }],
  ['no_user_anon_id', { type: 'identify', userId: '', anonymousId: null }],
  ['no_user_anon_id', { type: 'group', groupId: 'g1' }],
  ['event_not_defined', { type: 'track', userId: 'u1' }],
  ['event_not_defined', { type: 'track', userId: 'u1', event: '' }],
  ['event_not_string', { type: 'track', userId: 'u1', event: 5 }],
  ['properties_not_object', { ...track, properties: [] }],
  ['properties_not_object', { ...track, properties: 'many' }],
  ['traits_not_object', { ...identify, traits: 'none' }],
  ['traits_not_object', { type: 'group', userId: 'u1', groupId: 'g1', traits: [] }],
  ['name_not_string', { type: 'page', userId: 'u1', name: 7 }],
  ['name_not_string', { type: 'screen', userId: 'u1', name: {} }],
  ['id_required', { type: 'group', userId: 'u1' }],
  ['id_required', { type: 'alias', userId: 'u1' }],
  ['id_not_string', { type: 'identify', userId: 7 }],
  ['id_not_string', { type: 'identify', anonymousId: {} }],
  ['id_not_string', { type: 'identify', userId: 'u1', anonymousId: 7 }],
  ['category_not_string', { type: 'page', userId: 'u1', category: 7 }],
  ['consent_categorypreferences_should_exist', consent(undefined)],
  ['consent_categorypreferences_should_exist', consent({ consent: {} })],
  ['consent_categorypreferences_should_exist', { ...consent({}), event: 'Segment Consent Preference' }],
  ['consent_categorypreferences_should_be_object', consent({ consent: { categoryPreferences: ['ads'] } })],
  ['consent_categorypreferences_fields_should_be_bool', consent(agreed({ ads: 'yes' }))],
  [
    'device_advertisingid_should_be_string',
    consent({ ...agreed({ ads: true }), device: { advertisingId: 7 } }),
  ],
  ['consent_needs_anonymous_id_set', { ...consent(agreed({ ads: true })), anonymousId: undefined }],
  ['anonymous_id_invalid', { ...consent(agreed({ ads: true })), anonymousId: 7 }],
  ['id_not_string', { type: 'group', userId: 'u1', groupId: 7 }],
  ['type_unknown', { userId: 'u1' }],
  ['type_unknown', { type: 'constructor', userId: 'u1' }],
  ['call_not_object', null],
  ['call_not_object', [identify]],
  ['payload_limit_exceeded', callOf(32 * 1024 + 1)],
  ['nesting_limit_exceeded', { ...identify, traits: nestedIn(1_000) }],
];

/** The event that says what a person consents to. */
function consent(context: unknown) {
  const event = 'Segment Consent Preference Updated';
  return { type: 'track', userId: 'u1', anonymousId: 'a1', event, context };
}

function agreed(categoryPreferences: object) {
  return { consent: { categoryPreferences } };
}

/** An object in which objects are nested: `{"a": {"a": 1}}` has two levels. */
function nestedIn(levels: number): unknown {
  return JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
}

describe('a call that was accepted', () => {
  for (const [reason, call] of DROPPED) {
    it(`is dropped as ${reason}, and the valid ones of its batch are kept: ${JSON.stringify(call).slice(0, 60)}`, () => {
      const { post, users, events, traces } = createBench();
      const good = { type: 'identify', userId: 'good' };
      assert.equal(post('/v1/batch', { batch: [good, call, { ...track, userId: 'good' }] }).status, 200);
      assert.deepEqual([users({ userId: 'good' }).length, events({ userId: 'good' }).length], [1, 1]);
      const [bad] = traces({ outcome: `failed-on-ingest.${reason}` });
      assert.equal(bad?.stages.at(-1)?.stage, 'failed on ingest');
      assert.equal(bad?.stages.at(-1)?.reason, reason);
      assert.equal(typeof bad?.messageId, 'string');
    });
  }

  it('may have null for what a library does not have', () => {
    const { post, traces } = createBench();
    const batch = [
      { ...identify, anonymousId: null, traits: null, context: null, integrations: null },
      { ...track, anonymousId: null, properties: null, timestamp: null },
    ];
    post('/v1/batch', { batch, context: null, integrations: null, sentAt: null });
    assert.deepEqual(
      traces().map(({ outcome }) => outcome),
      ['delivered', 'delivered'],
    );
  });

  it('may say what a person consents to, in its own context or beside the calls of its batch', () => {
    const { post, traces } = createBench();
    post('/v1/batch', { batch: [consent(agreed({ ads: true, analytics: false }))] });
    post('/v1/batch', { context: agreed({ ads: true }), batch: [consent({ locale: 'en' })] });
    assert.deepEqual(
      traces().map(({ outcome }) => outcome),
      ['delivered', 'delivered'],
    );
  });

  it('may be nested up to the limit, with what is beside it', () => {
    const { post, traces } = createBench();
    for (const [messageId, levels] of Object.entries({ fits: 999, deep: 1_000 })) {
      post('/v1/batch', { batch: [{ ...identify, messageId, traits: nestedIn(levels) }] });
      post('/v1/batch', {
        context: nestedIn(levels),
        batch: [{ ...identify, messageId: `beside ${messageId}` }],
      });
    }
    const refused = 'failed-on-ingest.nesting_limit_exceeded';
    assert.deepEqual(
      traces().map(({ messageId, outcome }) => [messageId, outcome]),
      [
        ['fits', 'delivered'],
        ['beside fits', 'delivered'],
        ['deep', refused],
        ['beside deep', refused],
      ],
    );
  });

  it('is never nested too deeply to be traced', () => {
    const { post, traces } = createBench();
    const nested = `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`;
    post('/v1/batch', `{"batch":[{"type":"identify","userId":"u1","messageId":"m","traits":${nested}}]}`);
    assert.match(traces({ messageId: 'm' })[0]?.outcome ?? '', /^(failed-on-ingest|errors\.discarded)\./);
  });

  it('is a duplicate by its messageId alone, and shares one trace', () => {
    const { post, events, traces, core } = createBench();
    post('/v1/track', { ...track, messageId: 'm1' });
    post('/v1/track', { ...track, messageId: 'm1', event: 'Other' });
    post('/v1/track', { ...track, messageId: 'm2' });
    assert.deepEqual(
      events({ userId: 'u1' }).map(({ messageId, event }) => [messageId, event]),
      [
        ['m1', 'Tried'],
        ['m2', 'Tried'],
      ],
    );
    assert.deepEqual(
      traces({ messageId: 'm1' }).map(({ outcome, duplicates }) => [outcome, duplicates]),
      [['delivered', 1]],
    );
    assert.equal(core.ingress.counts().dropped, 1);
  });

  it('is a duplicate with its own trace if the trace of the first is gone', () => {
    const { post, traces } = createBench({ limits: { traces: 1 } });
    for (const messageId of ['m1', 'm2', 'm1']) post('/v1/track', { ...track, messageId });
    assert.deepEqual(
      traces().map(({ outcome }) => outcome),
      ['filtered-at-source.duplicate_message_id'],
    );
  });

  it('may be sent again once the window is over', () => {
    const { post, traces, advance } = createBench({ dedupeWindow: 1_000 });
    post('/v1/track', { ...track, messageId: 'm1' });
    advance(999);
    post('/v1/track', { ...track, messageId: 'm1' });
    advance(5_000);
    post('/v1/track', { ...track, messageId: 'm1' });
    assert.deepEqual(
      traces().map(({ duplicates }) => duplicates),
      [1, undefined],
    );
  });
});

describe('a member beside the calls of a batch', () => {
  const common = {
    context: { library: { name: 'analytics-go', version: '3.0.0' }, locale: 'en' },
    integrations: { All: true, Other: false },
    messageId: 'batch',
    timestamp: '2020-01-01T00:00:00Z',
    sequence: 4,
  };

  async function received(body: object, more?: Partial<IngressRequest>): Promise<Record<string, unknown>[]> {
    const calls: Record<string, unknown>[] = [];
    const { core, post } = createBench({
      forwardTo: 'http://destination.test/in',
      forwardApiKey: 'k',
      forward: async ({ call }) => {
        calls.push(call as Record<string, unknown>);
        return { status: 200, ms: 0 };
      },
    });
    post('/v1/batch', body, more);
    await core.clock.idle();
    return calls;
  }

  it('is merged into each call, and a member of the call wins', async () => {
    const own = { context: { locale: 'de', traits: {} }, integrations: { Other: true } };
    const [plain, call] = await received({ ...common, batch: [track, { ...track, ...own }] });
    assert.deepEqual(plain?.context, common.context);
    assert.deepEqual(plain?.integrations, common.integrations);
    assert.deepEqual(call?.context, { ...common.context, ...own.context });
    assert.deepEqual(call?.integrations, { All: true, Other: true });
  });

  it('is not copied for each call, and stays as it was sent', async () => {
    const context = { library: { name: 'analytics-go' }, locale: 'en' };
    const [one, other] = await received({ context, batch: [track, track] });
    assert.equal(one?.context, other?.context);
    assert.deepEqual(one?.context, context);
  });

  it('gives its address only to calls of a client', async () => {
    const own = { context: { library: { name: 'analytics-go' } } };
    const context = { library: { name: 'analytics.js' }, locale: 'en' };
    const calls = await received(
      { context, batch: [track, { ...track, ...own }, track] },
      { ip: '203.0.113.7' },
    );
    const ips = calls.map((call) => (call.context as { ip?: unknown }).ip);
    assert.deepEqual(ips, ['203.0.113.7', undefined, '203.0.113.7']);
  });

  it('is not looked at if the source is unknown or disabled, or there are too many calls', () => {
    const batch = new Array(700).fill({ ...track });
    const many = new Array(2_501).fill({ ...track });
    for (const [given, isEnabled, calls] of [
      ['someone else', true, batch],
      [writeKey, false, batch],
      [writeKey, true, many],
    ] as const) {
      const { core, post } = createBench();
      core.source.enabled = isEnabled;
      let looks = 0;
      const look = () => {
        looks += 1;
        return [];
      };
      const context = new Proxy({}, { ownKeys: look, get: look });
      const value = { writeKey: given, context, integrations: context, batch: calls };
      const { status } = post('/v1/batch', undefined, { payload: { kind: 'value', value } });
      assert.deepEqual([status, looks], [200, 0]);
      assert.equal(core.ingress.counts().dropped, calls.length);
    }
  });

  for (const [name, shared] of Object.entries({
    'large context': { context: { text: 'x'.repeat(32_000) } },
    'context of many members': {
      context: Object.fromEntries(Array.from({ length: 2_400 }, (_, n) => [`k${n}`, 100])),
    },
    'large integrations': { integrations: { text: 'x'.repeat(32_000) } },
    'large sentAt': { sentAt: 'x'.repeat(32_000) },
  })) {
    it(`counts for each call: a ${name}`, () => {
      const { post, traces } = createBench();
      const fits = { ...track, messageId: 'fits', context: { own: 1 } };
      const large = { ...track, messageId: 'large', properties: { text: 'y'.repeat(8_000) } };
      assert.equal(post('/v1/batch', { ...shared, batch: [large, fits] }).status, 200);
      assert.equal(traces({ messageId: 'large' })[0]?.outcome, 'failed-on-ingest.payload_limit_exceeded');
      assert.equal(traces({ messageId: 'fits' })[0]?.outcome, 'delivered');
    });

    it(`makes a batch too large if it has many calls: a ${name}`, () => {
      const { post, core } = createBench({ limits: { mergedBytes: 100_000 } });
      assert.equal(post('/v1/batch', { ...shared, batch: [track, track] }).status, 200);
      const { status, body } = post('/v1/batch', { ...shared, batch: new Array(4).fill(track) });
      assert.deepEqual([status, (body as { message: string }).message], [400, 'Exceed payload limit']);
      assert.equal(core.ingress.counts().received, 2);
    });

    it(`counts for each call while it waits: a ${name}`, () => {
      const { post } = createBench({
        forwardTo: 'http://destination.test/in',
        forwardApiKey: 'k',
        forward: () => new Promise(() => {}),
        limits: { deliveryBytes: 200_000 },
      });
      const body = { ...shared, batch: new Array(5).fill(track) };
      assert.deepEqual([post('/v1/batch', body).status, post('/v1/batch', body).status], [200, 429]);
    });
  }

  it('drops every call if it is itself larger than a call may be, or nested too deeply', () => {
    const nested = `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`;
    for (const context of [nested, JSON.stringify({ text: 'x'.repeat(33_000) })]) {
      const { post, traces } = createBench();
      const batch = JSON.stringify(new Array(700).fill(track));
      assert.equal(post('/v1/batch', `{"context":${context},"batch":${batch}}`).status, 200);
      assert.equal(traces({ outcome: 'failed-on-ingest.payload_limit_exceeded' }).length, 700);
    }
  });

  it('is not copied if it belongs to the batch alone', async () => {
    const [call] = await received({ ...common, batch: [track] });
    assert.notEqual(call?.messageId, 'batch');
    assert.equal(call?.timestamp, '2024-05-01T12:00:00.000Z');
    assert.ok(!('sequence' in (call ?? {})));
  });

  it('cannot reach into prototypes', async () => {
    const body = `{"context":{"__proto__":{"polluted":1}},"batch":[${JSON.stringify(track)}],"writeKey":"${writeKey}"}`;
    const [call] = await received(JSON.parse(body));
    assert.equal((call?.context as { polluted?: unknown }).polluted, undefined);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
});
