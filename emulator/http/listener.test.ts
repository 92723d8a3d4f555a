import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { createApp } from '../index.ts';
import { basic, KEYS } from '../testing.ts';

const authorization = basic(KEYS.apiKey);
const identify = { type: 'identify', userId: 'u1', traits: { plan: 'pro' } };

/** An emulator without a port, and a function that counts its Users. */
function bench(options: Parameters<typeof createApp>[0] = {}) {
  const app = createApp({ ...KEYS, ...options });
  const agent = request(app);
  const countUsers = async () => {
    const { body } = await agent.get('/_emulator/state').expect(200);
    return body.records.allowing.users as number;
  };
  return { agent, countUsers };
}

describe('the static URL', () => {
  it('stores a call and names the rules that decided', async () => {
    const { agent, countUsers } = bench();
    await agent
      .post('/astrolabe')
      .set({ authorization, 'content-type': 'application/json; charset=utf-8', 'x-segment-settings': 'e30=' })
      .send(JSON.stringify(identify))
      .expect(200, { success: true })
      .expect('content-type', /json/)
      .expect('x-astrolabe-rules', 'AST-IDENT-001');
    assert.equal(await countUsers(), 1);
  });

  it('accepts gzip, and a body of exactly the limit', async () => {
    const { agent, countUsers } = bench({ limits: { bodyBytes: 1_000 } });
    const frame = JSON.stringify({ ...identify, traits: { text: '' } });
    const call = frame.replace('""', `"${'x'.repeat(1_000 - frame.length)}"`);
    assert.equal(call.length, 1_000);
    await agent.post('/astrolabe').set({ authorization }).send(call).expect(200);
    await agent
      .post('/astrolabe')
      .set({ authorization, 'content-encoding': 'gzip', 'content-type': 'application/json' })
      .serialize((bytes) => bytes as string)
      .send(gzipSync(JSON.stringify({ ...identify, userId: 'u2' })))
      .expect(200);
    assert.equal(await countUsers(), 2);
  });

  for (const [name, body, code] of [
    ['too large', Buffer.alloc(1_001, ' '), 'body-too-large'],
    ['far too large', Buffer.alloc(3_000_000, ' '), 'body-too-large'],
    ['a gzip bomb', gzipSync(Buffer.alloc(900_000)), 'body-too-large'],
    ['broken gzip', gzipSync('{}').subarray(0, 12), 'body-encoding'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'body-encoding'],
    ['empty', Buffer.alloc(0), 'body-not-json'],
  ] as const) {
    it(`refuses a body that is ${name}`, async () => {
      const { agent, countUsers } = bench({ limits: { bodyBytes: 1_000 } });
      const answer = await agent
        .post('/astrolabe')
        .set({ authorization, 'content-type': 'application/json' })
        .serialize((bytes) => bytes as string)
        .send(body)
        .expect(400);
      assert.equal(answer.body.code, code);
      assert.equal(await countUsers(), 0);
    });
  }

  it('answers other methods, and a slash at the end', async () => {
    const { agent } = bench();
    await agent.get('/astrolabe').expect(400).expect('allow', 'POST');
    await agent.post('/astrolabe/').set({ authorization }).send(identify).expect(200);
  });

  it('sends no CORS headers', async () => {
    const { agent } = bench();
    const answer = await agent
      .post('/astrolabe')
      .set({ authorization, origin: 'https://a.example' })
      .send(identify);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });
});

describe('the Records API', () => {
  it('answers with the records of the key', async () => {
    const { agent } = bench();
    const userId = 'a/b?c=d&e#f%20ü';
    await agent
      .post('/astrolabe')
      .set({ authorization })
      .send({ ...identify, userId });
    const ask = (key: string) =>
      agent
        .get('/records/users')
        .query({ userId })
        .set({ authorization: basic(key) });
    await ask(KEYS.apiKey).expect(200, { users: [{ userId, properties: { plan: 'pro' }, accountIds: [] }] });
    await ask(KEYS.blockingApiKey).expect(200, { users: [] });
    await ask(KEYS.restrictedApiKey).expect(403);
    await ask('unknown').expect(401);
    await agent.get('/records/users').query({ userId }).expect(401);
  });

  for (const [path, status] of [
    ['/records/users', 400],
    ['/records/users?groupId=g', 400],
    ['/records/users?userId=a&userId=b', 400],
    ['/records/users?userId=a&anonymousId=b', 400],
    ['/records/users?userId[x]=a', 400],
    ['/records/accounts?userId=u', 400],
    ['/records/constructor?userId=u', 404],
    ['/records/%ff?userId=u', 400],
    ['/records', 404],
  ] as const) {
    it(`answers ${path} with ${status} and a message`, async () => {
      const { body } = await bench().agent.get(path).set({ authorization }).expect(status);
      assert.equal(typeof body.message, 'string');
    });
  }

  it('accepts ids that are names of Object, or badly encoded', async () => {
    const { agent } = bench();
    for (const id of ['__proto__', 'constructor', '%ff', '']) {
      await agent.get(`/records/users?userId=${id}`).set({ authorization }).expect(200, { users: [] });
    }
  });
});

describe('the control plane', () => {
  it('answers a probe alike with and without Express, which pages are answered by', async () => {
    const { agent } = bench();
    for (const path of ['/_emulator/live', '/_emulator/ready']) {
      for (const method of ['get', 'head'] as const) {
        const [quick, ofPage] = await Promise.all([
          agent[method](path),
          agent[method](path).set('sec-fetch-site', 'none'),
        ]);
        const seen = ({ status, text, headers: { date: _, ...headers } }: typeof quick) => ({
          ...{ status, text, headers },
        });
        assert.equal(quick.status, 200);
        assert.deepEqual(seen(quick), seen(ofPage));
      }
      await agent.get(path).set('sec-fetch-site', 'cross-site').expect(403);
      await agent.post(path).set('content-type', 'application/json').expect(405);
    }
  });

  it('answers health probes', async () => {
    const { agent } = bench();
    await agent.get('/_emulator/live').expect(200, { status: 'live' });
    await agent.get('/_emulator/ready').expect(200, { status: 'ready' });
  });

  it('resets, and shows state and journal without keys', async () => {
    const { agent, countUsers } = bench();
    await agent.post('/astrolabe').set({ authorization }).send(identify);
    const shown = await Promise.all([agent.get('/_emulator/state'), agent.get('/_emulator/journal')]);
    assert.deepEqual(
      shown[1].body.entries.map(({ rules }: { rules: unknown }) => rules),
      [['AST-IDENT-001']],
    );
    for (const { text } of shown) for (const key of Object.values(KEYS)) assert.ok(!text.includes(key));
    const { body } = await agent
      .post('/_emulator/reset')
      .set({ 'content-type': 'application/json' })
      .expect(200);
    assert.equal(body.forgotten.allowing.users, 1);
    assert.equal(await countUsers(), 0);
  });

  it('does nothing for a request that is refused', async () => {
    const { agent, countUsers } = bench();
    await agent.post('/astrolabe').set({ authorization }).send(identify);
    const json = { 'content-type': 'application/json' };
    const reset = (headers: Record<string, string>) => agent.post('/_emulator/reset').set(headers);
    await reset({ ...json, origin: 'https://evil.example' }).expect(403);
    await reset({ ...json, 'sec-fetch-site': 'cross-site' }).expect(403);
    await reset({ ...json, host: 'evil.example' }).expect(403);
    await reset({ 'content-type': 'text/plain' }).expect(415);
    await agent.get('/_emulator/reset').expect(405).expect('allow', 'POST');
    assert.equal(await countUsers(), 1);
  });

  it('protects reads as well', async () => {
    const { agent } = bench();
    for (const path of ['/records/users?userId=u1', '/_emulator/journal']) {
      await agent.get(path).set({ authorization, origin: 'https://evil.example' }).expect(403);
    }
  });
});

describe('the ingress', () => {
  it('accepts calls of browsers from any origin', async () => {
    const { agent, countUsers } = bench();
    const origin = 'https://shop.example';
    await agent
      .options('/v1/i')
      .set({ origin, 'access-control-request-method': 'POST' })
      .expect(204)
      .expect('access-control-allow-origin', '*');
    await agent
      .post('/v1/i')
      .set({ origin, 'content-type': 'text/plain' })
      .send(JSON.stringify({ ...identify, writeKey: KEYS.writeKey }))
      .expect(200, { success: true })
      .expect('access-control-allow-origin', '*');
    assert.equal(await countUsers(), 1);
  });

  it('lets browsers send and read the headers that they need', async () => {
    const { agent } = bench({ limits: { deliveries: 1, users: 1 } });
    const own = await agent
      .options('/v1/t')
      .set({ origin: 'https://shop.example', 'access-control-request-headers': 'content-type,X-CSRF-Token' })
      .expect(204)
      .expect('vary', /access-control-request-headers/);
    const allowed = String(own.headers['access-control-allow-headers']).split(', ');
    assert.ok(allowed.join().includes('x-csrf-token') && allowed.includes('authorization'), allowed.join());
    for (const odd of ['x-csrf token', `x-${'y'.repeat(3_000)}`, 'x-a,,x-b']) {
      const { headers } = await agent.options('/v1/t').set('access-control-request-headers', odd).expect(204);
      assert.ok(!String(headers['access-control-allow-headers']).includes('x-'.concat(odd.slice(2))), odd);
    }
    const preflight = await agent
      .options('/v1/b')
      .set({
        origin: 'https://shop.example',
        'access-control-request-headers': 'authorization,x-retry-count',
      })
      .expect(204);
    assert.match(String(preflight.headers['access-control-allow-headers']), /authorization.*x-retry-count/);
    const send = (userId: string) =>
      agent
        .post('/v1/i')
        .set({ authorization: basic(KEYS.writeKey) })
        .send({ userId });
    await send('u1').expect(200);
    await send('u2').expect(200);
    await send('u3')
      .expect(429)
      .expect('access-control-allow-origin', '*')
      .expect('access-control-expose-headers', /retry-after/)
      .expect('retry-after', /^\d+$/)
      .expect('x-ratelimit-reset', /^\d+$/);
  });

  it('accepts gzip that is labelled as a form, as one library sends it', async () => {
    const { agent, countUsers } = bench();
    const call = { ...identify, originalTimestamp: '2024-05-01T11:00:00.000Z' };
    await agent
      .post('/v1/batch')
      .set({ authorization: basic(KEYS.writeKey), 'content-type': 'application/x-www-form-urlencoded' })
      .serialize((bytes) => bytes as string)
      .send(gzipSync(JSON.stringify({ batch: [call] })))
      .expect(200, { success: true });
    assert.equal(await countUsers(), 1);
  });

  for (const [name, body] of [
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000))],
    ['too large', Buffer.alloc(500 * 1024 + 1, ' ')],
    ['far too large', Buffer.alloc(3_000_000, ' ')],
  ] as const) {
    it(`refuses a batch that is ${name}`, async () => {
      const { agent, countUsers } = bench();
      const answer = await agent
        .post('/v1/batch')
        .set({ authorization: basic(KEYS.writeKey), 'content-type': 'application/json' })
        .serialize((bytes) => bytes as string)
        .send(body)
        .expect(400);
      assert.deepEqual(answer.body, {
        success: false,
        code: 'invalid_request',
        message: 'Exceed payload limit',
      });
      assert.equal(await countUsers(), 0);
    });
  }

  it('gives the browser library its settings, with the emulator as the host to send to', async () => {
    const { agent } = bench();
    const { body } = await agent
      .get(`/v1/projects/${KEYS.writeKey}/settings`)
      .set({ host: '127.0.0.1:4100', origin: 'https://shop.example' })
      .expect(200)
      .expect('access-control-allow-origin', '*');
    assert.deepEqual(body.integrations['Segment.io'], {
      apiKey: KEYS.writeKey,
      unbundledIntegrations: ['Astrolabe'],
      addBundledMetadata: true,
      maybeBundledConfigIds: {},
      apiHost: '127.0.0.1:4100/v1',
      protocol: 'http',
    });
    await agent.get('/v1/projects/unknown/settings').expect(404).expect('access-control-allow-origin', '*');
    await agent.post(`/v1/projects/${KEYS.writeKey}/settings`).expect(405);
  });

  it('refuses unknown routes, other methods and a foreign Host', async () => {
    const { agent } = bench();
    await agent.post('/v1/unknown').expect(404);
    await agent.get('/v1/batch').expect(405);
    await agent.post('/v1/batch').set({ host: 'evil.example' }).expect(403);
  });
});

describe('the front page', () => {
  it('is a list of the addresses for whoever does not ask for HTML', async () => {
    const { agent } = bench({ version: '1.2.3' });
    const text = await agent
      .get('/')
      .set({ accept: 'text/plain, */*' })
      .expect('content-type', /text\/plain/);
    assert.match(text.text, /emulator 1\.2\.3.*POST \/astrolabe/s);
  });

  it('is shown in no frame, and loads nothing by itself, like every other page here', async () => {
    const { agent } = bench();
    for (const path of ['/', '/nothing', '/_emulator/state', '/records/users']) {
      await agent
        .get(path)
        .set({ accept: 'text/html' })
        .expect('x-content-type-options', 'nosniff')
        .expect('x-frame-options', 'DENY')
        .expect('content-security-policy', /^default-src 'none'.*frame-ancestors 'none'$/);
    }
  });

  it('is named in the answer to an unknown path', async () => {
    const { body } = await bench().agent.get('/nothing/%ff').expect(404);
    assert.match(body.message, /GET \//);
  });
});
