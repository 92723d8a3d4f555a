import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';
import { basic, KEYS, startOpen } from '../../testing.ts';

function bench() {
  const agent = request(createApp({ ...KEYS }));
  const json = { 'content-type': 'application/json' };
  const track = (event: string, more: object = {}) =>
    agent
      .post('/v1/track')
      .set('authorization', basic(KEYS.writeKey))
      .send({ userId: 'u1', event, ...more })
      .expect(200);
  const expect = (body: object, path = '/_emulator/expect') => agent.post(path).set(json).send(body);
  return { agent, json, track, expect };
}

describe('POST /expect', () => {
  it('says why a call went no further, and that calls came under an unknown key', async () => {
    const { agent, track, expect } = bench();
    await agent.post('/v1/track').set('authorization', basic(KEYS.writeKey)).send({ event: 'Nobody' });
    const { body } = await expect({ where: { event: 'Nobody' }, within: 0 }).expect(409);
    const [{ call }] = body.nearest;
    assert.deepEqual([call.stage, call.reason], ['failed on ingest', 'no_user_anon_id']);
    assert.match(call.meaning, /userId/);
    assert.ok(!('unknownKey' in body));
    const post = () => agent.post('/v1/track').set('authorization', basic('wk_of_somebody_else'));
    for (const event of ['A', 'B']) await post().send({ userId: 'u1', event }).expect(200);
    assert.equal((await expect({ where: { event: 'A' }, within: 0 }).expect(409)).body.unknownKey, 2);
    await track('A');
    assert.ok(!('unknownKey' in (await expect({ where: { event: 'A' }, times: { exactly: 0 } })).body));
  });

  it('knows a call as stored from when it is, whatever happens to the answer', async () => {
    const agent = request(createApp({ ...KEYS, clock: 'frozen' }));
    const json = { 'content-type': 'application/json' };
    const post = (path: string, body: object) => agent.post(`/_emulator${path}`).set(json).send(body);
    for (const delay of ['3s', '20s']) {
      const event = `Late by ${delay}`;
      const plan = { at: 'destination', then: [{ delay }] };
      await agent.put('/_emulator/faults/slow').set(json).send(plan).expect(200);
      const call = { userId: 'u1', event };
      await agent.post('/v1/track').set('authorization', basic(KEYS.writeKey)).send(call).expect(200);
      const stored = { where: { event }, times: { exactly: 1 }, within: 50 };
      await post('/expect', stored).expect(200);
      await post('/expect', { ...stored, stage: 'delivered' }).expect(409);
      await post('/clock/advance', { ms: 3_600_000 }).expect(200);
      await post('/expect', stored).expect(200);
      await post('/expect', { ...stored, stage: 'delivered' }).expect(200);
    }
  });

  it('answers with the matching calls', async () => {
    const { track, expect } = bench();
    await track('Signed Up', { properties: { plan: 'pro' } });
    const { body } = await expect({ where: { event: 'Signed Up', 'properties.plan': 'pro' } }).expect(200);
    assert.deepEqual([body.matched, body.calls.length, body.calls[0].stage], [1, 1, 'stored']);
    assert.ok(!('incomplete' in body) && !('nearest' in body));
  });

  it('answers 409 with a sentence, and the nearest calls', async () => {
    const { track, expect } = bench();
    await track('Signed up');
    const { body } = await expect({ where: { event: 'Signed Up' }, within: 10 }).expect(409);
    assert.equal(body.code, 'expectation-unmet');
    assert.equal(
      body.message,
      'The expectation is not met: 0 matching calls were stored, and at least 1 should have been, within 10 ms; the nearest call differs in event.',
    );
    assert.deepEqual(body.nearest[0].differs, [
      { path: 'event', expected: 'Signed Up', actual: 'Signed up' },
    ]);
  });

  for (const [body, status, code, message] of [
    [{ where: { type: 'page' } }, 400, 'expectation-impossible', /calls of the type page are not delivered/],
    [
      { where: { event: { $gr: 1 } } },
      400,
      'control-invalid',
      /"\$gr" is not an operator: did you mean \$gt/,
    ],
    [{ times: { exactly: 1, atLeast: 1 } }, 400, 'control-invalid', /times/],
    [{ within: '2m' }, 400, 'control-invalid', /of at most 60s/],
    [{ stage: 'store' }, 400, 'control-invalid', /stage must be "received", "delivered" or "stored"/],
    [{ faultSpent: 'x', where: {} }, 400, 'control-invalid', /where cannot be combined with faultSpent/],
    [{ faultSpent: 'x', within: '2m' }, 400, 'control-invalid', /of at most 60s/],
    [{ faultSpent: 'x' }, 404, 'fault-unknown', /no fault plan with this id/],
    [[], 400, 'control-invalid', /object/],
  ] as const) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const { expect } = bench();
      const answer = await expect(body).expect(status);
      assert.equal(answer.body.code, code);
      assert.match(answer.body.message, message);
    });
  }

  it('waits for a fault plan to be spent', async () => {
    const { agent, json, track, expect } = bench();
    const plan = { at: 'ingress', then: [{ status: 503, times: 2 }] };
    await agent.put('/_emulator/faults/outage').set(json).send(plan).expect(200);
    const send = () =>
      agent.post('/v1/track').set('authorization', basic(KEYS.writeKey)).send({ userId: 'u', event: 'A' });
    await send().expect(503);
    const late = await expect({ faultSpent: 'outage', within: 5 }).expect(409);
    assert.equal(late.body.code, 'expectation-unmet');
    assert.equal(late.body.fault.steps[0].spent, 1);
    const waiting = expect({ faultSpent: 'outage' })
      .expect(200)
      .then(({ body }) => body);
    await send().expect(503);
    const { fault } = await waiting;
    assert.deepEqual([fault.spent, fault.steps[0].spent], [true, 2]);
    await track('B');
  });

  it('is about the calls of its world', async () => {
    const { agent, json, track, expect } = bench();
    await track('Signed Up');
    const { body } = await agent.post('/_emulator/worlds').set(json).send({}).expect(201);
    const path = `/_emulator/worlds/${body.world.id}/expect`;
    await expect({ times: { exactly: 0 } }, path).expect(200);
    await expect({ times: { exactly: 0 }, within: 0 }).expect(409);
  });

  it('leaves nothing waiting when its client has gone, and ends with the emulator', async () => {
    const emulator = await startOpen({ port: 0, ...KEYS });
    const { core, controlUrl } = emulator;
    const controller = new AbortController();
    const post = (signal?: AbortSignal) =>
      fetch(`${controlUrl}/expect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ within: '60s' }),
        signal: signal ?? null,
      });
    const gone = post(controller.signal).catch(() => 'gone');
    await waitFor(() => core.expectations.waiting === 1);
    controller.abort();
    assert.equal(await gone, 'gone');
    await waitFor(() => core.expectations.waiting === 0);
    const reset = post();
    await waitFor(() => core.expectations.waiting === 1);
    await emulator.reset();
    const answer = await reset;
    assert.equal(answer.status, 409);
    assert.match(((await answer.json()) as { message: string }).message, /was reset meanwhile/);
    const closed = post();
    await waitFor(() => core.expectations.waiting === 1);
    await emulator.close();
    assert.match(((await (await closed).json()) as { message: string }).message, /ended meanwhile/);
  });
});

/** Looks again after each turn of the event loop. */
async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000; turn += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail('it did not come');
}
