import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { basic, createBench, KEYS } from '../testing.ts';
import { findRoute } from './routes.ts';

const { writeKey } = KEYS;

function bench() {
  const made = createBench();
  const post = (path: string, body: unknown, authorization?: string) => {
    const route = findRoute(path);
    assert.ok(route !== undefined, path);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return made.core.ingress.accept({ route, authorization, payload: { kind: 'text', text } });
  };
  return { ...made, post };
}

describe('the ingress', () => {
  it('delivers each call of a batch', () => {
    const { post, core, users, events } = bench();
    const batch = [
      { type: 'identify', userId: 'u1', traits: { plan: 'pro' } },
      { type: 'track', userId: 'u1', event: 'Tried', timestamp: '2024-05-01T11:00:00Z', messageId: 'm1' },
      { type: 'track', userId: 'u1', event: 'Tried again' },
      { type: 'page', userId: 'u1' },
      'no call',
    ];
    const answer = post('/v1/batch', { batch, writeKey });
    assert.deepEqual([answer.status, answer.body], [200, { success: true }]);
    assert.equal(users({ userId: 'u1' })[0]?.properties.plan, 'pro');
    assert.deepEqual(
      events({ userId: 'u1' }).map(({ messageId, timestamp }) => [messageId, timestamp]),
      [
        ['m1', '2024-05-01T11:00:00Z'],
        ['id-2', '2024-05-01T12:00:00.000Z'],
      ],
    );
    assert.deepEqual(core.ingress.counts(), { received: 5, delivered: 3, refused: 1, dropped: 1 });
  });

  for (const path of ['/v1/track', '/v1/t', '/v1/track/', '/v1/t/']) {
    it(`takes a single call at ${path}, with or without its type`, () => {
      const { post, events } = bench();
      post(path, { userId: 'u1', event: 'Tried', writeKey });
      post(path, { type: 'identify', userId: 'u1', event: 'Tried', writeKey });
      assert.equal(events({ userId: 'u1' }).length, 2);
    });
  }

  for (const path of ['/v1/b', '/v1/import', '/v1/import/', '/v1/batch/']) {
    it(`takes a batch at ${path}`, () => {
      const { post, users } = bench();
      post(path, { batch: [{ type: 'identify', userId: 'u1' }] }, basic(writeKey));
      assert.equal(users({ userId: 'u1' }).length, 1);
    });
  }

  it('prefers the write key of the body, and drops the calls of an unknown source', () => {
    const { post, core, total } = bench();
    const body = { userId: 'u1', writeKey: 'someone else' };
    assert.equal(post('/v1/identify', body, basic(writeKey)).status, 200);
    assert.equal(total(), 0);
    assert.equal(core.ingress.counts().dropped, 1);
  });

  for (const [name, body] of Object.entries({
    'no JSON': '{"batch":[',
    'an array': [{ type: 'identify', userId: 'u1', writeKey }],
    'no write key': { type: 'identify', userId: 'u1' },
    'an empty write key': { type: 'identify', userId: 'u1', writeKey: '' },
  })) {
    it(`refuses ${name} with code and message`, () => {
      const { post, total } = bench();
      const answer = post('/v1/identify', body);
      const { message, ...rest } = answer.body as Record<string, unknown>;
      assert.equal(answer.status, 400);
      assert.deepEqual(rest, { success: false, code: 'invalid_request' });
      assert.equal(typeof message, 'string');
      assert.equal(total(), 0);
    });
  }

  it('knows no other routes', () => {
    for (const path of ['/v1/', '/v1/tracks', '/v1/constructor', '/v1/batch//', '/v1/T']) {
      assert.equal(findRoute(path), undefined, path);
    }
  });
});
