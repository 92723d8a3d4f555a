import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';
import { basic, KEYS } from '../../testing.ts';

const batch = [{ type: 'track', userId: 'u', event: 'Tried', messageId: 'm' }];

function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, ...options }));
  const entries = async () => (await agent.get('/_emulator/journal').expect(200)).body.entries;
  return { agent, entries };
}

describe('a request that met no route', () => {
  for (const [path, nearest] of [
    ['/v1/batches', '/v1/batch'],
    ['/v1/bacth?x=1', '/v1/batch'],
    ['/v1/Batch', '/v1/batch'],
    ['/V1/track/', '/v1/track'],
    ['/batch', '/v1/batch'],
    ['/api/v1/identify', '/v1/identify'],
    ['/v1/v1/import', '/v1/import'],
    ['/v2/track', '/v1/track'],
    ['/v1/identity', '/v1/identify'],
    ['/astrolabes', '/astrolabe'],
    ['/record/users', '/records/users'],
    ['/_emulator/trace', '/_emulator/traces'],
    ['/nothing/like/it', undefined],
  ] as const) {
    it(`is in the journal with method, path and status, and the nearest route: ${path}`, async () => {
      const { agent, entries } = bench();
      const answer = await agent
        .post(path)
        .set('content-type', 'application/json')
        .send({ batch })
        .expect(404);
      const [{ at, ...entry }] = await entries();
      assert.equal(typeof at, 'number');
      const unmet = {
        method: 'POST',
        path: path.replace(/\?.*/, ''),
        status: 404,
        code: 'not-found',
        rules: [],
      };
      assert.deepEqual(entry, nearest === undefined ? unmet : { ...unmet, nearest });
      if (nearest !== undefined) assert.match(answer.body.message, new RegExp(`did you mean ${nearest}\\.`));
    });
  }

  for (const [method, path, allow] of [
    ['get', '/v1/batch', 'POST, OPTIONS'],
    ['put', '/v1/track/', 'POST, OPTIONS'],
    ['post', '/v1/projects/x/settings', 'GET, HEAD, OPTIONS'],
    ['delete', '/', 'GET, HEAD'],
    ['post', '/records/users', 'GET, HEAD'],
    ['put', '/_emulator/journal', 'GET, HEAD'],
  ] as const) {
    it(`is in the journal with a wrong method: ${method} ${path}`, async () => {
      const { agent, entries } = bench();
      await agent[method](path).set('content-type', 'application/json').expect(405).expect('allow', allow);
      const [entry] = await entries();
      assert.deepEqual([entry.method, entry.path, entry.status], [method.toUpperCase(), path, 405]);
    });
  }

  it('is in the journal with its method at the static URL', async () => {
    const { agent, entries } = bench();
    await agent.get('/astrolabe').set('authorization', basic(KEYS.apiKey)).expect(400);
    const [entry] = await entries();
    assert.deepEqual([entry.method, entry.code], ['GET', 'method-not-supported']);
  });

  it('hides keys in every form, and those in the path that was probably meant', async () => {
    const { agent, entries } = bench();
    const percent = KEYS.writeKey.replaceAll('-', '%2D').replaceAll('_', '%5F');
    await agent.post(`/v1/projects/${KEYS.writeKey}/settings`);
    await agent.post(`/nope/${percent}`);
    await agent.post(`/nope/${Buffer.from(`${KEYS.writeKey}:`).toString('base64url')}`);
    await agent.get(`/_emulator/instances/${KEYS.writeKey}`);
    const all = await entries();
    assert.equal(all.length, 4);
    for (const form of [
      KEYS.writeKey,
      percent,
      Buffer.from(KEYS.writeKey).toString('base64url').slice(0, -2),
    ]) {
      assert.ok(!JSON.stringify(all).includes(form), form);
    }
  });

  it('is counted in the state until the reset, and no key of it is kept', async () => {
    const { agent, entries } = bench();
    await agent.get(`/v1/${KEYS.apiKey}/x/${KEYS.writeKey}?key=${KEYS.blockingApiKey}`).expect(404);
    const all = await entries();
    assert.equal(all[0].path, '/v1/«key»/x/«key»');
    assert.ok(Object.values(KEYS).every((key) => !JSON.stringify(all).includes(key)));
    assert.equal((await agent.get('/_emulator/state')).body.journal.unmet, 1);
    await agent.post('/_emulator/reset').set('content-type', 'application/json').expect(200);
    assert.deepEqual(await entries(), []);
    assert.equal((await agent.get('/_emulator/state')).body.journal.unmet, 0);
  });

  it('takes a bounded place', async () => {
    const { agent, entries } = bench({ limits: { journal: 3 } });
    for (const last of [1, 2, 3, 4]) await agent.get(`/${'x'.repeat(5_000)}${last}`).expect(404);
    const all = await entries();
    assert.equal(all.length, 3);
    assert.ok(JSON.stringify(all).length < 3 * 400);
  });

  it('is refused and not noted if its Host is foreign', async () => {
    const { agent, entries } = bench();
    await agent.get('/v1/batches').set('host', 'evil.example').expect(403);
    assert.deepEqual(await entries(), []);
  });
});
