/** Requests that the ingress refuses as a whole are in the journal. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../index.ts';

const WRITE_KEY = 'a-write-key-for-tests';

function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ writeKey: WRITE_KEY, ...options }));
  const send = (path: string, body: string, key = WRITE_KEY) =>
    agent
      .post(path)
      .set('authorization', `Basic ${Buffer.from(`${key}:`).toString('base64')}`)
      .set('content-type', 'application/json')
      .send(body);
  const journal = async (path = '/_emulator') => (await agent.get(`${path}/journal`).expect(200)).body;
  return { agent, send, journal };
}

describe('a request that the ingress refused as a whole', () => {
  it('is in the journal with what was said, and with the body as it came', async () => {
    const { send, journal, agent } = bench();
    await send('/v1/batch?x=1', '{"batch": [').expect(400);
    const [{ at: _, ...entry }] = (await journal()).entries;
    assert.deepEqual(entry, {
      ...{ door: 'ingress', method: 'POST', path: '/v1/batch', rules: [] },
      ...{ status: 400, code: 'invalid_request', message: 'malformed JSON' },
      received: '{"batch": [',
    });
    const { body } = await agent.get('/_emulator/state');
    assert.equal(body.journal.unmet, 0, 'it met its route');
    assert.deepEqual(body.answers, { statuses: {}, errors: {} }, 'the destination did not answer it');
  });

  it('has a key in its body hidden', async () => {
    const { send, journal } = bench();
    await send('/v1/batch', `{"writeKey": "${WRITE_KEY}", "batch": [`).expect(400);
    const [entry] = (await journal()).entries;
    assert.ok(!JSON.stringify(entry).includes(WRITE_KEY));
    assert.match(entry.received, /writeKey/);
  });

  for (const [what, options, body, key, status] of [
    ['under another key', {}, '{"batch": [', 'nobody', 400],
    ['under an unknown key', { choices: { 'unknown-write-key': 'refuse' } }, '{}', 'nobody', 401],
    ['without bodies', { bodies: false }, '[', WRITE_KEY, 400],
  ] as const) {
    it(`is there without its body: ${what}`, async () => {
      const { send, journal } = bench(options);
      await send('/v1/batch', body, key).expect(status);
      const { entries } = await journal();
      assert.equal(entries.length, 1);
      assert.equal(entries[0].status, status);
      assert.ok(!('received' in entries[0]));
    });
  }

  it('is in the world of its write key, and in the default one if no world has the key', async () => {
    const { agent, send, journal } = bench({ choices: { 'unknown-write-key': 'refuse' } });
    const { world } = (await agent.post('/_emulator/worlds').send({}).expect(201)).body;
    await send('/v1/track', '{"event":', world.writeKey).expect(400);
    await send('/v1/track', '{"event":"x"}', 'nobody').expect(401);
    const statuses = async (path: string) =>
      (await journal(path)).entries.map(({ status }: { status: number }) => status);
    assert.deepEqual(await statuses(`/_emulator/worlds/${world.id}`), [400]);
    assert.deepEqual(await statuses('/_emulator'), [401]);
  });

  it('keeps its body by the choices that are in force', async () => {
    const { agent, send, journal } = bench({ choices: { 'write-key-in-both': 'header' } });
    const received = async () => 'received' in (await journal()).entries.at(-1);
    const tooLarge = JSON.stringify({ writeKey: 'nobody', event: 'x'.repeat(40_000) });
    await send('/v1/track', tooLarge).expect(400);
    const before = await received();
    await agent.patch('/_emulator/choices').send({ 'write-key-in-both': 'body' }).expect(200);
    await send('/v1/track', tooLarge).expect(400);
    assert.deepEqual([before, await received()], [true, false]);
  });

  it('is there when a fault plan refused it, with the rule, and without what can be sent again', async () => {
    const { agent, send, journal } = bench();
    const plan = { at: 'ingress', then: [{ status: 429 }] };
    await agent.put('/_emulator/faults/busy').send(plan).expect(200);
    await send('/v1/track', '{"userId":"u","event":"x"}').expect(429);
    const [entry] = (await journal()).entries;
    assert.deepEqual([entry.door, entry.status, entry.rules], ['ingress', 429, ['fault:busy']]);
    assert.ok(!('received' in entry));
  });

  it('is not counted by an expectation, and does not make what it looked at incomplete', async () => {
    const { agent, send } = bench({ limits: { journal: 1 } });
    for (let left = 3; left > 0; left -= 1) await send('/v1/track', '{').expect(400);
    const { body } = await agent
      .post('/_emulator/expect')
      .send({ where: { event: 'x' }, times: { exactly: 0 } })
      .expect(200);
    assert.ok(!JSON.stringify(body).includes('limits.journal'), JSON.stringify(body));
  });
});
