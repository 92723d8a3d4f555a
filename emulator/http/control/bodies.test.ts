import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { idOf } from '../../engage/profiles/profile-id.ts';
import { createApp } from '../../index.ts';
import { basic, createBench, KEYS, startOpen } from '../../testing.ts';

function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, ...options }));
  const json = { 'content-type': 'application/json' };
  const post = (path: string, body: object | string) =>
    agent
      .post(path)
      .set(json)
      .set('authorization', basic(path.startsWith('/v1') ? KEYS.writeKey : KEYS.apiKey))
      .send(body);
  const traces = async (query = '') => (await agent.get(`/_emulator/traces${query}`).expect(200)).body.traces;
  const entries = async (query = '') =>
    (await agent.get(`/_emulator/journal${query}`).expect(200)).body.entries;
  return { agent, post, traces, entries };
}

const track = { type: 'track', event: 'Tried', userId: 'u1', messageId: 'm1', properties: { plan: 'pro' } };

describe('the bodies of calls', () => {
  it('are shown as received and as delivered', async () => {
    const { post, traces } = bench();
    await post('/v1/track', { userId: 'u1', event: 'Tried', properties: { plan: 'pro' } }).expect(200);
    const [{ messageId, event, received, delivered }] = await traces();
    assert.equal(event, 'Tried');
    assert.deepEqual(received, { userId: 'u1', event: 'Tried', properties: { plan: 'pro' } });
    assert.match(messageId, /^api-/);
    assert.equal(delivered.messageId, messageId);
    assert.deepEqual(
      [delivered.type, delivered.channel, delivered.properties],
      ['track', 'server', { plan: 'pro' }],
    );
  });

  it('are, of each call of a batch, the call itself, delivered with what stands beside it', async () => {
    const { post, traces } = bench();
    const context = { locale: 'de' };
    const batch = [track, { ...track, messageId: 'm2', context: { timezone: 'UTC' } }, 7];
    await post('/v1/batch', { context, batch }).expect(200);
    const all = await traces();
    assert.deepEqual(
      all.map(({ received }: { received: unknown }) => received),
      batch,
    );
    assert.deepEqual(
      all.map(({ delivered }: { delivered?: { context: object } }) => delivered?.context),
      [
        { locale: 'de', library: { name: 'unknown', version: 'unknown' } },
        { locale: 'de', timezone: 'UTC', library: { name: 'unknown', version: 'unknown' } },
        undefined,
      ],
    );
  });

  it('that were delivered are those that the destination got', () => {
    const { core, post } = createBench();
    const seen: unknown[] = [];
    core.watch.add({
      answered: (_, { payload }) => seen.push(payload.kind === 'value' && { ...(payload.value as object) }),
    });
    const context = { direct: true, library: null };
    post(
      '/v1/batch',
      {
        sentAt: '2024-05-01T11:59:59Z',
        context: { locale: 'de', ip: null },
        integrations: { All: true, Other: false },
        messageId: 'shared',
        batch: [
          track,
          { type: 'identify', anonymousId: 'a', userId: null, timestamp: '2024-05-01T11:00:00Z', context },
          { type: 'group', groupId: 'g', userId: 'u1', messageId: 'm3', writeKey: KEYS.writeKey },
        ],
      },
      { ip: '203.0.113.9', hasOrigin: true },
    );
    const reader = core.bodyReader();
    const kept = [0, 1, 2].map((at) => {
      const trace = core.traces.at(at);
      const bodies = trace && reader.ofCall(trace);
      return typeof bodies === 'object' && bodies.delivered;
    });
    assert.equal(seen.length, 3);
    assert.deepEqual(kept, seen);
  });

  it('are not kept twice for the journal, which has those that came to the destination itself', async () => {
    const { post, entries } = bench();
    await post('/v1/track', track).expect(200);
    await post('/astrolabe', { ...track, messageId: 'm2' }).expect(200);
    await post('/astrolabe', { type: 'page', userId: 'u1' }).expect(501);
    const [through, direct, refused] = await entries();
    assert.deepEqual([through.event, through.received], ['Tried', undefined]);
    assert.deepEqual(
      [direct.event, direct.received, direct.delivered],
      ['Tried', { ...track, messageId: 'm2' }, direct.received],
    );
    assert.deepEqual([refused.received, refused.delivered], [{ type: 'page', userId: 'u1' }, undefined]);
  });

  it('that are not JSON are shown as text, cut', async () => {
    const { post, entries } = bench();
    await post('/astrolabe', `{"userId": ${'x'.repeat(5_000)}`).expect(400);
    const [{ received }] = await entries();
    assert.match(received, /^\{"userId": x{1989}… \(3011 more characters\)$/);
  });

  it('of somebody with an unknown key are not kept', async () => {
    const { agent, traces, entries } = bench();
    await agent
      .post('/v1/track')
      .send({ ...track, writeKey: 'unknown' })
      .expect(200);
    await agent.post('/astrolabe').set('authorization', basic('unknown')).send(track).expect(401);
    const [trace] = await traces();
    const [entry] = await entries();
    assert.ok(!('received' in trace) && !('bodies' in trace));
    assert.ok(!('received' in entry) && !('bodies' in entry));
  });

  it('show no key, wherever it is', async () => {
    const { agent, post, traces, entries } = bench();
    const hidden = {
      a: `x ${KEYS.apiKey}`,
      [KEYS.restrictedApiKey]: Buffer.from(`${KEYS.apiKey}:`).toString('base64'),
    };
    await post('/v1/track', { ...track, writeKey: KEYS.writeKey, properties: hidden }).expect(200);
    await agent
      .post('/v1/batch')
      .send({
        writeKey: KEYS.writeKey,
        batch: [{ ...track, messageId: 'm2', writeKey: 'somebody-elses-key' }],
      })
      .expect(200);
    await post('/astrolabe', `${KEYS.writeKey} ${JSON.stringify(hidden)}`).expect(400);
    const text = JSON.stringify([await traces(), await entries()]);
    for (const key of [...Object.values(KEYS), 'somebody-elses-key', hidden[KEYS.restrictedApiKey] ?? '']) {
      assert.ok(!text.includes(key), key);
    }
    assert.ok(text.includes('«key»'));
  });

  it('are left out on request, or not kept at all', async () => {
    const { post, traces, entries } = bench();
    await post('/v1/track', track).expect(200);
    await post('/astrolabe', track).expect(200);
    const without = [...(await traces('?bodies=false')), ...(await entries('?bodies=false'))];
    const { post: postTo, traces: tracesOf, entries: entriesOf } = bench({ bodies: false });
    await postTo('/v1/track', track).expect(200);
    await postTo('/astrolabe', track).expect(200);
    without.push(...(await tracesOf()), ...(await entriesOf()));
    assert.equal(without.length, 6);
    for (const one of without) {
      assert.equal(one.event, 'Tried');
      assert.ok(!('received' in one) && !('delivered' in one) && !('bodies' in one));
    }
  });

  it('are said to be dropped, once newer ones needed the space', async () => {
    const { post, traces, entries } = bench({ limits: { keptBodyBytes: 1_200 } });
    await post('/astrolabe', track).expect(200);
    for (const last of [1, 2, 3]) await post('/v1/track', { ...track, messageId: `m-${last}` }).expect(200);
    const all = await traces();
    assert.deepEqual(
      all.map(({ bodies, received }: Record<string, unknown>) => [bodies, received === undefined]),
      [
        ['dropped', true],
        [undefined, false],
        [undefined, false],
      ],
    );
    assert.equal((await entries())[0].bodies, 'dropped');
  });

  it('make a page end before it is too large', async () => {
    const { agent, post } = bench();
    const text = 'x'.repeat(400_000);
    for (let last = 0; last < 12; last += 1)
      await post('/astrolabe', { ...track, messageId: `m${last}`, properties: { text } }).expect(200);
    const { body: first } = await agent.get('/_emulator/journal').expect(200);
    const { body: rest } = await agent.get(`/_emulator/journal?cursor=${first.next}`).expect(200);
    assert.deepEqual([first.entries.length + rest.entries.length, rest.next], [12, undefined]);
    assert.ok(first.entries.length < 12);
    const { body: all } = await agent.get('/_emulator/journal?bodies=false').expect(200);
    assert.equal(all.entries.length, 12);
  });

  it('are gone after a reset, and give their bytes back', async () => {
    const emulator = await startOpen({ port: 0, ...KEYS });
    const { core, ingressUrl } = emulator;
    await fetch(`${ingressUrl}/v1/track`, {
      method: 'POST',
      body: JSON.stringify({ ...track, writeKey: KEYS.writeKey }),
    });
    assert.ok((core.bodies?.bytes ?? 0) > 200);
    const [trace] = emulator.traces();
    assert.equal((trace?.received as { event?: string }).event, 'Tried');
    assert.equal(emulator.traces({ bodies: false })[0]?.received, undefined);
    await emulator.reset();
    assert.equal(core.bodies?.bytes, 0);
    await emulator.close();
  });

  it('of calls of Engage are shown as delivered', async () => {
    const { core } = createBench({ clock: 'frozen' });
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
    await core.clock.move((now) => now + 7 * 3_600_000);
    const trace = core.traces.at(0);
    assert.ok(trace !== undefined);
    const { received, delivered } = core.bodyShow().ofCall(trace);
    assert.equal(received, undefined);
    assert.deepEqual((delivered as { traits: object }).traits, { a: true });
  });

  for (const query of ['bodies=1', 'bodies=', 'limit=0', 'cursor=x', 'body=false']) {
    it(`are asked for with ${query}, which is refused`, async () => {
      const { agent } = bench();
      for (const path of ['traces', 'journal']) await agent.get(`/_emulator/${path}?${query}`).expect(400);
    });
  }
});
