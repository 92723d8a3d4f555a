import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../index.ts';
import { basic, KEYS } from '../testing.ts';

const { writeKey } = KEYS;
const CALL = { writeKey, userId: 'u', event: 'Email Öpened?>', properties: { subject: 'x' } };

function bench() {
  const agent = request(createApp({ ...KEYS }));
  const get = (path: string) => agent.get(path).expect(200).expect('content-type', 'image/gif');
  const events = async () => {
    const { body } = await agent
      .get('/records/events?userId=u')
      .set('authorization', basic(KEYS.apiKey))
      .expect(200);
    return body.events as { event: string; properties: object }[];
  };
  return { agent, get, events };
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('a pixel', () => {
  for (const [what, data] of Object.entries({
    'Base64 with padding, escaped': encodeURIComponent(base64(CALL)),
    'Base64 as it is': base64(CALL),
    'Base64 for URLs, without padding': Buffer.from(JSON.stringify(CALL)).toString('base64url'),
    'plain JSON': encodeURIComponent(JSON.stringify(CALL)),
  })) {
    it(`delivers a call of ${what}, and is answered with an image`, async () => {
      const { get, events } = bench();
      const { body, headers } = await get(`/v1/pixel/track?data=${data}`);
      assert.equal((body as Buffer).subarray(0, 6).toString(), 'GIF89a');
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['cache-control'], 'no-store');
      const [event] = await events();
      assert.deepEqual([event?.event, event?.properties], [CALL.event, CALL.properties]);
    });
  }

  it('delivers a call whose members are in the query, however deep', async () => {
    const { get, events } = bench();
    const query = 'userId=u&event=Email%20Opened&properties.subject=x&properties.a.b=1&properties.a.c=';
    await get(`/v1/pixel/track?${query}&writeKey=${writeKey}`);
    assert.deepEqual(
      (await events()).map(({ event, properties }) => [event, properties]),
      [['Email Opened', { subject: 'x', a: { b: '1', c: '' } }]],
    );
  });

  it('takes the write key beside the call if the call has none', async () => {
    const { get, events } = bench();
    const { writeKey: _, ...call } = CALL;
    await get(`/v1/pixel/track?data=${base64(call)}&writeKey=${writeKey}`);
    await get(`/v1/pixel/track?data=${base64(CALL)}&writeKey=another`);
    await get(`/v1/pixel/track?data=${base64({})}&writeKey=${writeKey}`);
    assert.equal((await events()).length, 2);
  });

  for (const path of ['/v1/pixel/Track', '/v1/pixel/page-2', '/v1/pixel/%C3%BC']) {
    it(`is an image at ${path}, which is not the type of a call`, async () => {
      const { get, events } = bench();
      await get(`${path}?data=${base64(CALL)}`);
      assert.deepEqual(await events(), []);
    });
  }

  for (const path of ['/v1/pixel/t', '/v1/pixel/track/', '/v1/pixel/track.gif', '//v1/pixel/track']) {
    it(`is served at ${path}`, async () => {
      const { get, events } = bench();
      await get(`${path}?data=${base64(CALL)}`);
      assert.equal((await events()).length, 1);
    });
  }

  it('counts the call as that of a client', async () => {
    const { agent, get } = bench();
    await get(`/v1/pixel/identify?userId=u&traits.plan=pro&writeKey=${writeKey}`);
    await get(`/v1/pixel/page?userId=u&name=Mail&writeKey=${writeKey}`);
    const { body } = await agent.get('/_emulator/traces');
    assert.deepEqual(
      body.traces.map(({ type, outcome }: { type: string; outcome: string }) => [type, outcome]),
      [
        ['identify', 'delivered'],
        ['page', 'filtered-at-destination.UNSUPPORTED_EVENT_TYPE'],
      ],
    );
  });

  for (const [what, query, status] of [
    ['no write key', 'track?userId=u&event=e', 400],
    ['Base64 of something else', `track?data=${Buffer.from('no call').toString('base64')}`, 400],
    ['Base64 of bytes', `track?data=${Buffer.from([0xff, 0xfe]).toString('base64')}`, 400],
    ['no call at all', 'track', 400],
    ['an unknown type', `open?data=${base64(CALL)}`, 404],
    ['the type of a batch', `batch?data=${base64(CALL)}`, 404],
  ] as const) {
    it(`is answered with an image and is in the journal, with ${what}`, async () => {
      const { agent, get, events } = bench();
      await get(`/v1/pixel/${query}`);
      assert.deepEqual(await events(), []);
      const [entry] = (await agent.get('/_emulator/journal')).body.entries;
      const path = `/v1/pixel/${query.replace(/\?.*/, '')}`;
      assert.deepEqual([entry.method, entry.path, entry.status], ['GET', path, status]);
    });
  }

  it('cannot reach into prototypes', async () => {
    const { get, events } = bench();
    await get(
      `/v1/pixel/track?userId=u&event=e&__proto__.polluted=1&properties.__proto__.x=1&writeKey=${writeKey}`,
    );
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.equal((await events()).length, 1);
  });

  it('has an effect only with GET', async () => {
    const { agent, events } = bench();
    await agent.head(`/v1/pixel/track?data=${base64(CALL)}`).expect(200);
    await agent
      .post(`/v1/pixel/track?data=${base64(CALL)}`)
      .expect(405)
      .expect('allow', 'GET, HEAD');
    assert.deepEqual(await events(), []);
  });
});

it("the address of Segment's script says what to load instead, and is in the journal", async () => {
  const { agent } = bench();
  const { body } = await agent
    .get('/analytics.js/v1/wk/analytics.min.js')
    .set('host', 'localhost:4123')
    .expect(404);
  assert.match(body.message, /@segment\/analytics-next.*analytics\._cdn = 'http:\/\/localhost:4123'/);
  const [entry] = (await agent.get('/_emulator/journal')).body.entries;
  assert.deepEqual([entry.path, entry.status], ['/analytics.js/v1/wk/analytics.min.js', 404]);
});
