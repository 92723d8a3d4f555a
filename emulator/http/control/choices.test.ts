import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { CHOICES } from '../../choices/index.ts';
import { createApp } from '../../index.ts';
import { basic, KEYS } from '../../testing.ts';

interface ShownChoice {
  readonly name: string;
  readonly value: string;
  readonly start: string;
  readonly default: string;
}

function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, clock: 'frozen', ...options }));
  const send = (call: unknown, key = KEYS.apiKey) =>
    agent
      .post('/astrolabe')
      .set({ authorization: basic(key), 'content-type': 'application/json' })
      .send(JSON.stringify(call));
  const change = (body: object, world = '') =>
    agent.patch(`/_emulator${world}/choices`).set('content-type', 'application/json').send(body);
  const choice = async (name: string, world = ''): Promise<ShownChoice> => {
    const { choices } = (await agent.get(`/_emulator${world}/choices`).expect(200)).body;
    return choices.find((one: ShownChoice) => one.name === name);
  };
  const properties = async (userId: string) =>
    (await agent.get(`/_emulator/users?userId=${userId}`)).body.users[0]?.properties;
  const openWorld = async (body: object = {}) =>
    (await agent.post('/_emulator/worlds').send(body).expect(201)).body.world;
  return { agent, send, change, choice, properties, openWorld };
}

describe('the choices of a running emulator', () => {
  it('are shown with their values and what they mean, and with defects and variants', async () => {
    const { agent } = bench({
      choices: { 'accepted-status': '202' },
      defects: ['group-replaces'],
      variants: ['late-storing'],
    });
    const { body } = await agent.get('/_emulator/choices').expect(200);
    assert.deepEqual(
      body.choices.map(({ name }: ShownChoice) => name),
      Object.keys(CHOICES),
    );
    const found = body.choices.find(({ name }: ShownChoice) => name === 'accepted-status');
    const { about, why } = CHOICES['accepted-status'];
    assert.deepEqual(found, {
      ...{ name: 'accepted-status', value: '202', start: '202', default: '200', values: ['200', '202'] },
      ...{ about, why },
    });
    assert.deepEqual(
      [...body.defects, ...body.variants].map(({ name, what }) => [name, typeof what]),
      [
        ['group-replaces', 'string'],
        ['late-storing', 'string'],
      ],
    );
  });

  it('take effect for calls from now on, and change no record', async () => {
    const { send, change, choice, properties } = bench();
    const call = (userId: string) => ({ type: 'identify', userId, traits: { plan: 'pro', gone: null } });
    await send(call('ada')).expect(200);
    const { body } = await change({ 'null-property': 'remove', 'accepted-status': '202' }).expect(200);
    assert.equal(body.choices.length, Object.keys(CHOICES).length);
    await send(call('bob')).expect(202);
    assert.deepEqual(await properties('ada'), { plan: 'pro', gone: null });
    assert.deepEqual(await properties('bob'), { plan: 'pro' });
    assert.equal((await choice('null-property')).value, 'remove');
    assert.equal((await choice('null-property')).start, 'keep');
  });

  it('reach every part that decides: reading, keys, the ingress, deliveries and expectations', async () => {
    const { agent, send, change } = bench();
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`);
    await send({ type: 'identify', userId: 'u', traits: deep }).expect(200);
    await agent.post('/v1/track').send({ writeKey: 'someone', event: 'E', userId: 'u' }).expect(200);
    const expectation = { where: { type: 'delete' }, stage: 'stored', within: 0 };
    await agent.post('/_emulator/expect').send(expectation).expect(400);
    await change({
      ...{ 'deep-nesting': 'refuse', 'unknown-write-key': 'refuse', 'other-method': '405' },
      ...{ 'delete-call': 'remove-user', 'settings-of-unknown-key': '404', 'retry-of-501': 'retry' },
    }).expect(200);
    await send({ type: 'identify', userId: 'u', traits: deep }).expect(400);
    await agent.post('/v1/track').send({ writeKey: 'someone', event: 'E', userId: 'u' }).expect(401);
    await agent.get('/astrolabe').expect(405);
    await agent.post('/_emulator/expect').send(expectation).expect(409);
    await agent.get('/v1/projects/someone/settings').expect(404);
    await agent
      .put('/_emulator/faults/f')
      .send({ at: 'destination', then: [{ status: 501 }] })
      .expect(200);
    await agent.post('/v1/identify').send({ writeKey: KEYS.writeKey, userId: 'u' }).expect(200);
    const { traces } = (await agent.get('/_emulator/traces?type=identify')).body;
    assert.match(traces[0].outcome, /awaiting-retry.501/);
  });

  it('leave what is shown of earlier calls as it was delivered', async () => {
    const { agent, change } = bench();
    const call = { writeKey: KEYS.writeKey, userId: 'u', event: 'E', anonymousId: null };
    await agent.post('/v1/track').send(call).expect(200);
    const delivered = async () =>
      (await agent.get('/_emulator/traces')).body.traces.map(
        (trace: { delivered: object }) => 'anonymousId' in trace.delivered,
      );
    await change({ 'null-id': 'remove' }).expect(200);
    await agent.post('/v1/track').send(call).expect(200);
    assert.deepEqual(await delivered(), [true, false]);
  });

  it('of one world say nothing about the calls of another', async () => {
    const { agent, change, openWorld } = bench();
    const { id, writeKey } = await openWorld();
    await change({ 'client-side-calls': 'by-origin', 'null-id': 'pass' }).expect(200);
    await change({ 'null-id': 'remove' }).expect(200);
    const call = { userId: 'u', event: 'E', anonymousId: null };
    const has = async (path: string) => {
      const { traces } = (await agent.get(`/_emulator${path}/traces`)).body;
      return traces.map(({ delivered }: { delivered: object }) => 'anonymousId' in delivered);
    };
    await agent
      .post('/v1/track')
      .send({ ...call, writeKey: KEYS.writeKey })
      .expect(200);
    await agent
      .post('/v1/track')
      .send({ ...call, writeKey })
      .expect(200);
    assert.deepEqual([await has(''), await has(`/worlds/${id}`)], [[false], [true]]);
  });

  it('are of one world alone, and a reset puts back those of its start', async () => {
    const { agent, change, choice, openWorld } = bench();
    const { id, writeKey } = await openWorld({ choices: { 'accepted-status': '202' } });
    const world = `/worlds/${id}`;
    await change({ 'null-property': 'ignore', 'accepted-status': '200' }, world).expect(200);
    assert.equal((await choice('null-property')).value, 'keep');
    assert.equal((await choice('null-property', world)).value, 'ignore');
    await agent.post('/v1/track').send({ writeKey, event: 'E', userId: 'u' }).expect(200);
    await agent.post(`/_emulator${world}/reset`).send({}).expect(200);
    assert.equal((await choice('null-property', world)).value, 'keep');
    assert.equal((await choice('accepted-status', world)).value, '202');
  });

  it('go along with a fork, and not with a new world or a restored snapshot', async () => {
    const { agent, change, choice, openWorld } = bench();
    await agent.post('/_emulator/snapshots/before').send({}).expect(201);
    await change({ 'null-property': 'remove' }).expect(200);
    const { id: fork } = (await agent.post('/_emulator/fork').send({}).expect(201)).body.world;
    assert.equal((await choice('null-property', `/worlds/${fork}`)).value, 'remove');
    await agent.post(`/_emulator/worlds/${fork}/reset`).send({}).expect(200);
    assert.equal((await choice('null-property', `/worlds/${fork}`)).value, 'remove', 'its own start');
    const { id } = await openWorld();
    assert.equal((await choice('null-property', `/worlds/${id}`)).value, 'keep');
    await agent.post('/_emulator/snapshots/before/restore').send({}).expect(200);
    assert.equal((await choice('null-property')).value, 'remove');
  });

  it('are refused with what to write instead, and then nothing is changed', async () => {
    const { change, choice } = bench();
    const refused: readonly (readonly [object, RegExp, RegExp])[] = [
      [{ 'null-propery': 'remove' }, /^\/null-propery$/, /did you mean .*null-property/],
      [{ 'null-property': 'drop' }, /^\/null-property$/, /write keep or remove or ignore/],
      [{ 'null-property': 1 }, /^\/null-property$/, /string/],
      [{ 'a/b': 'x' }, /^\/a~1b$/, /no choice named/],
      [{ constructor: 'x' }, /^\/constructor$/, /no choice named/],
      [{}, /^$/, /must not be empty/],
      [[], /^$/, /object/],
    ];
    for (const [body, pointer, message] of refused) {
      const wrong = Array.isArray(body) ? body : { 'accepted-status': '202', ...body };
      const given = Object.keys(body).length === 0 ? body : wrong;
      const answer = await change(given).expect(400);
      assert.match(answer.body.violations[0].pointer, pointer, JSON.stringify(body));
      assert.match(answer.body.violations[0].message, message, JSON.stringify(body));
    }
    assert.equal((await choice('accepted-status')).value, '200');
  });
});
