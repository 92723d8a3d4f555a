import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { createApp } from '../index.ts';
import { resolveOptions } from '../options/index.ts';
import { basic, KEYS } from '../testing.ts';

/** An emulator without a port whose destination has room for one User, and functions that use its control plane. */
function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, clock: 'frozen', limits: { users: 1 }, ...options }));
  const identify = (userId: string, messageId: string) =>
    agent
      .post('/v1/identify')
      .set({ authorization: basic(KEYS.writeKey) })
      .send({ userId, messageId })
      .expect(200, { success: true });
  const write = (method: 'post' | 'patch' | 'delete', path: string, body?: unknown) =>
    agent[method](`/_emulator${path}`)
      .set('content-type', 'application/json')
      .send(body === undefined ? '' : JSON.stringify(body));
  const read = async (path: string) => (await agent.get(`/_emulator${path}`).expect(200)).body;
  return { agent, identify, write, read };
}

describe('the clock of the control plane', () => {
  it('moves by milliseconds, fires the timers that are due and lists them', async () => {
    const { identify, write, read } = bench();
    await identify('u1', 'm1');
    await identify('u2', 'm2');
    const before = await read('/clock');
    assert.deepEqual([before.mode, before.timers], ['frozen', 1]);
    const { body } = await write('post', '/clock/advance', { ms: 60_000 }).expect(200);
    assert.equal(Date.parse(body.now) - Date.parse(before.now), 60_000);
    assert.equal(body.from, before.now);
    assert.ok(body.count >= 1);
    assert.deepEqual(body.fired[0], {
      at: before.next,
      what: 'retry',
      messageId: 'm2',
      instance: 'default',
    });
  });

  it('moves by a duration', async () => {
    const { write, read } = bench();
    const before = await read('/clock');
    const move = async (by: unknown) => {
      const { body } = await write('post', '/clock/advance', { by }).expect(200);
      return Date.parse(body.now) - Date.parse(before.now);
    };
    assert.deepEqual(
      [await move('4h'), await move(1_000), await move('1.5s')],
      [14_400_000, 14_401_000, 14_402_500],
    );
  });

  it('moves to a time', async () => {
    const { write, read } = bench();
    const { now } = await read('/clock');
    const to = new Date(Date.parse(now) + 5_000).toISOString();
    const { body } = await write('post', '/clock/advance', { to }).expect(200);
    assert.deepEqual([body.now, body.count, body.fired], [to, 0, []]);
  });

  it('does not move beyond the year 9999, in any number of moves', async () => {
    const { identify, write, read } = bench();
    const century = 100 * 366 * 24 * 60 * 60 * 1_000;
    let moves = 0;
    while ((await write('post', '/clock/advance', { ms: century })).status === 200) moves += 1;
    assert.ok(moves < 81, `${moves} centuries`);
    await write('post', '/clock/advance', { to: '9999-12-31T23:59:59.999Z' }).expect(200);
    await write('post', '/clock/advance', { ms: 1 }).expect(400);
    assert.equal((await read('/clock')).now, '9999-12-31T23:59:59.999Z');
    await identify('u1', 'm1');
  });

  it('stops, and runs again', async () => {
    const { write, read } = bench({ clock: 'real' });
    assert.equal((await read('/clock')).mode, 'real');
    const refused = await write('post', '/clock/advance', { ms: 1 }).expect(409);
    assert.equal(refused.body.code, 'clock-not-frozen');
    await write('post', '/clock', { mode: 'frozen' }).expect(200);
    const { now } = (await write('post', '/clock/advance', { ms: 3_600_000 }).expect(200)).body;
    const { body } = await write('post', '/clock', { mode: 'real' }).expect(200);
    assert.equal(body.mode, 'real');
    assert.ok(Date.parse(body.now) >= Date.parse(now), 'time does not go back');
  });

  for (const body of [
    {},
    { ms: -1 },
    { ms: 1.5 },
    { ms: '60000' },
    { by: '4 hours' },
    { by: '40000d' },
    { by: -1 },
    { by: '1h', ms: 1 },
    { ms: 1e300 },
    { ms: 10 ** 15 },
    { to: 'tomorrow' },
    { to: '1999-01-01T00:00:00Z' },
    { to: '9999-01-01T00:00:00Z' },
    { ms: 1, to: '2999-01-01T00:00:00Z' },
    [],
    null,
  ]) {
    it(`refuses to move by ${JSON.stringify(body)}`, async () => {
      const { write, read } = bench();
      const before = await read('/clock');
      const answer = await write('post', '/clock/advance', body).expect(400);
      assert.equal(answer.body.code, 'control-invalid');
      assert.deepEqual(await read('/clock'), before);
    });
  }

  it('refuses an unknown mode, and a body that is not JSON', async () => {
    const { agent, write } = bench();
    await write('post', '/clock', { mode: 'slow' }).expect(400);
    const answer = await agent
      .post('/_emulator/clock')
      .set('content-type', 'application/json')
      .send('{')
      .expect(400);
    assert.equal(answer.body.code, 'body-not-json');
    await write('post', '/clock', { mode: 'x'.repeat(70_000) }).expect(400);
  });
});

describe('the traces of the control plane', () => {
  it('are found by messageId, userId and outcome, and are not consumed', async () => {
    const { identify, read } = bench();
    await identify('u1', 'm1');
    await identify('u2', 'm2');
    for (const [query, found] of [
      ['', ['m1', 'm2']],
      ['?messageId=m1', ['m1']],
      ['?userId=u2', ['m2']],
      ['?outcome=delivered', ['m1']],
      ['?outcome=errors.awaiting-retry', ['m2']],
      ['?outcome=errors.awaiting-retry.503', ['m2']],
      ['?outcome=errors.discarded', []],
      ['?outcome=filtered-at-destination', []],
      ['?messageId=m1&userId=u2', []],
    ] as const) {
      const { traces } = await read(`/traces${query}`);
      assert.deepEqual(
        traces.map(({ messageId }: { messageId: string }) => messageId),
        found,
        query,
      );
    }
  });

  it('are not asked for by an outcome that no call can have', async () => {
    const { agent, identify } = bench();
    await identify('u1', 'm1');
    for (const [outcome, hint] of [
      ['errors.awaiting', /did you mean/],
      ['delivred', /did you mean delivered\?/],
      ['errors.retry.503', /did you mean|write delivered/],
      ['filtered-at-destination.FILTERED', /did you mean/],
      ['', /write delivered/],
      ['\u0000', /write delivered/],
    ] as const) {
      const { body } = await agent.get('/_emulator/traces').query({ outcome }).expect(400);
      assert.equal(body.code, 'parameter-invalid', outcome);
      assert.match(body.message, hint, outcome);
    }
  });

  it('show every stage of a call', async () => {
    const { identify, read } = bench();
    await identify('u1', 'm1');
    const [{ receivedAt, ...trace }] = (await read('/traces?messageId=m1&bodies=false')).traces;
    const ms = trace.deliveries[0].attempts[0].ms;
    assert.equal(typeof ms, 'number');
    assert.deepEqual(trace, {
      position: 0,
      messageId: 'm1',
      type: 'identify',
      userId: 'u1',
      outcome: 'delivered',
      stages: [
        { stage: 'received', at: receivedAt },
        { stage: 'delivered', instance: 'default', at: receivedAt },
      ],
      deliveries: [
        {
          instance: 'default',
          connector: 'allowing',
          outcome: 'delivered',
          attempts: [{ at: receivedAt, status: 200, ms, rules: ['AST-IDENT-001'] }],
        },
      ],
    });
  });

  it('come in pages that stay consistent while more arrive', async () => {
    const { identify, read } = bench();
    for (const n of [1, 2, 3]) await identify('u1', `m${n}`);
    const first = await read('/traces?limit=2');
    assert.deepEqual([first.traces.length, first.next], [2, '2']);
    await identify('u1', 'm4');
    const second = await read(`/traces?limit=2&cursor=${first.next}`);
    assert.deepEqual(
      second.traces.map(({ messageId }: { messageId: string }) => messageId),
      ['m3', 'm4'],
    );
    assert.equal(second.next, undefined);
  });

  it('are bounded, and show how many were dropped', async () => {
    const { identify, read } = bench({ limits: { traces: 2 } });
    for (const n of [1, 2, 3]) await identify('u1', `m${n}`);
    const { traces, dropped } = await read('/traces?cursor=0');
    assert.deepEqual(
      [traces.map(({ messageId }: { messageId: string }) => messageId), dropped],
      [['m2', 'm3'], 1],
    );
  });

  for (const query of [
    'limit=0',
    'limit=1001',
    'limit=x',
    'cursor=-1',
    'cursor=a',
    'user=u1',
    'limit=1&limit=2',
  ]) {
    it(`refuse ?${query}, and list the parameters`, async () => {
      const { body } = await bench().agent.get(`/_emulator/traces?${query}`).expect(400);
      assert.equal(body.code, 'parameter-invalid');
    });
  }
});

describe('the instances of the control plane', () => {
  it('can be added, changed and removed, and show no key', async () => {
    const { agent, write, read, identify } = bench({ limits: { users: 10 } });
    const { body } = await write('post', '/instances', {
      name: 'Second',
      apiKey: KEYS.blockingApiKey,
    }).expect(201);
    const { id, ...rest } = body.instance;
    assert.deepEqual(rest, { name: 'Second', enabled: true, endpoint: 'built-in', hasApiKey: true });
    await identify('u1', 'm1');
    const [trace] = (await read('/traces?messageId=m1')).traces;
    assert.deepEqual(
      trace.deliveries.map(({ instance }: { instance: string }) => instance),
      ['default', id],
    );
    await write('patch', `/instances/${id}`, { enabled: false }).expect(200);
    await identify('u1', 'm2');
    const { instances } = await read('/deliveries');
    assert.deepEqual([instances.default.delivered, instances[id].delivered], [2, 1]);
    await write('delete', `/instances/${id}`).expect(200);
    assert.equal((await read('/instances')).instances.length, 2);
    const shown = await agent.get('/_emulator/instances');
    for (const key of Object.values(KEYS)) assert.ok(!shown.text.includes(key));
  });

  it('cannot be enabled without an API key', async () => {
    const { write, read } = bench();
    const { body } = await write('post', '/instances', { name: 'Bare' }).expect(201);
    const { id, enabled, hasApiKey } = body.instance;
    assert.deepEqual([enabled, hasApiKey], [false, false]);
    const refused = await write('patch', `/instances/${id}`, { enabled: true }).expect(409);
    assert.equal(refused.body.code, 'instance-without-api-key');
    assert.match(refused.body.message, /apiKey/);
    await write('post', '/instances', { enabled: true }).expect(409);
    await write('patch', '/instances/default', { apiKey: '' }).expect(409);
    assert.equal((await read('/instances')).instances.length, 3);
    await write('patch', `/instances/${id}`, { apiKey: 'k', enabled: true }).expect(200);
  });

  for (const body of [
    { endpoint: 'http://169.254.169.254/' },
    { endpoint: 'built-in' },
    { url: 'http://127.0.0.1/' },
    { name: '' },
    { name: 7 },
    { apiKey: 'a:b' },
    { apiKey: 7 },
    { enabled: 'yes' },
    [],
    undefined,
  ]) {
    it(`refuse ${JSON.stringify(body)}`, async () => {
      const { write, read } = bench();
      const before = await read('/instances');
      const answer = await write('post', '/instances', body).expect(400);
      assert.equal(answer.body.code, 'control-invalid');
      await write('patch', '/instances/default', body).expect(400);
      assert.deepEqual(await read('/instances'), before);
    });
  }

  it('are found only by their ids', async () => {
    const { write } = bench();
    for (const id of ['unknown', '__proto__', '%2e%2e']) {
      await write('patch', `/instances/${id}`, { name: 'x' }).expect(404);
      await write('delete', `/instances/${id}`).expect(404);
    }
  });

  it('are limited in number', async () => {
    const { write } = bench({ limits: { instances: 2 } });
    await write('post', '/instances', {}).expect(201);
    const { body } = await write('post', '/instances', {}).expect(409);
    assert.equal(body.code, 'instances-full');
  });
});

describe('a body of the control plane', () => {
  it('is refused with all its violations at once', async () => {
    const { write, read } = bench();
    const rule = { all: [{ trait: 'plan' }, { event: '' }] };
    const { body } = await write('post', '/audiences', { name: 7, rule, size: 3 }).expect(400);
    assert.equal(body.code, 'definition-refused');
    assert.deepEqual(body.violations.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
      '/name',
      '/rule/all/0',
      '/rule/all/1/event',
      '/size',
    ]);
    for (const { message } of body.violations) assert.ok(body.message.includes(message), message);
    assert.deepEqual((await read('/audiences')).audiences, []);
  });

  it('is refused with some of its violations and their number, if there are very many', async () => {
    const { write } = bench();
    await write('post', '/audiences', { name: 'VIP' }).expect(201);
    const members = Array.from({ length: 20_000 }, () => ({}));
    const { body } = await write('post', '/audiences/vip/enter', { members }).expect(400);
    assert.equal(body.violations.length, 100);
    assert.match(body.message, /members\[4\] needs a userId.*; and 19995 more\.$/);
  });

  it('may not have unknown members', async () => {
    const { write } = bench();
    await write('post', '/audiences', { name: 'VIP' }).expect(201);
    for (const [method, path, body] of [
      ['post', '/audiences/vip/enter', { members: [], mode: 'all' }],
      ['post', '/computed-traits', { name: 'T', formula: { compute: 'count', event: 'e' }, level: 'user' }],
      ['patch', '/source', { enabled: true, name: 'web' }],
      ['post', '/clock', { mode: 'frozen', at: 0 }],
    ] as const) {
      const answer = await write(method, path, body).expect(400);
      assert.match(answer.body.violations[0].message, /is not known here/);
    }
  });
});

describe('the source of the control plane', () => {
  it('can be disabled', async () => {
    const { write, identify, read } = bench();
    await write('patch', '/source', { enabled: false }).expect(200);
    await identify('u1', 'm1');
    const [trace] = (await read('/traces')).traces;
    assert.equal(trace.outcome, 'failed-on-ingest.source_disabled');
    assert.equal((await read('/source')).source.enabled, false);
    await write('patch', '/source', { enabled: 'no' }).expect(400);
  });
});

describe('the guards of the control plane', () => {
  it('apply to every write, and a refused one changes nothing', async () => {
    const { agent, read } = bench();
    const before = [await read('/clock'), await read('/instances'), await read('/source')];
    for (const [method, path, body] of [
      ['post', '/clock', { mode: 'real' }],
      ['post', '/clock/advance', { ms: 1_000 }],
      ['post', '/instances', {}],
      ['patch', '/instances/default', { enabled: false }],
      ['delete', '/instances/default', undefined],
      ['patch', '/source', { enabled: false }],
    ] as const) {
      const send = (headers: Record<string, string>) =>
        agent[method](`/_emulator${path}`)
          .set(headers)
          .send(body === undefined ? '' : JSON.stringify(body));
      const json = { 'content-type': 'application/json' };
      await send({ 'content-type': 'text/plain' }).expect(415);
      await send({ ...json, origin: 'https://evil.example' }).expect(403);
      await send({ ...json, 'sec-fetch-site': 'cross-site' }).expect(403);
      await send({ ...json, host: 'evil.example' }).expect(403);
      const answer = await agent.get(`/_emulator${path}`);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
    assert.deepEqual([await read('/clock'), await read('/instances'), await read('/source')], before);
  });

  it('answer other methods with the allowed ones', async () => {
    const { agent, write } = bench();
    await write('delete', '/clock').expect(405).expect('allow', 'GET, HEAD, POST');
    await agent.get('/_emulator/clock/advance').expect(405).expect('allow', 'POST');
  });
});

describe('the instance of Engage', () => {
  it('is listed, and can be disabled like any other', async () => {
    const { write, read } = bench();
    const ids = (await read('/instances')).instances.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids, ['default', 'engage']);
    await write('patch', '/instances/engage', { enabled: false }).expect(200);
    assert.equal((await read('/engage')).instance.enabled, false);
  });
});

describe('the control token', () => {
  it('is required on a non-loopback address, for everything except the probes, before anything happens', async () => {
    const { agent, write } = bench({ host: '0.0.0.0', controlToken: 'ct-1' });
    await agent.get('/_emulator/ready').expect(200);
    await agent.get('/_emulator/state').expect(401);
    await write('post', '/instances', { name: 'Mine', apiKey: 'k' }).expect(401);
    await write('post', '/reset').set({ authorization: 'Bearer ct-2' }).expect(401);
    const { body } = await agent
      .get('/_emulator/instances')
      .set({ authorization: 'Bearer ct-1' })
      .expect(200);
    assert.equal(body.instances.length, 2);
  });

  it('is generated on a non-loopback address, and absent on loopback', () => {
    assert.match(String(resolveOptions({ host: '0.0.0.0' }).controlToken), /^ct_.{20}/);
    assert.equal(resolveOptions({ host: '::1' }).controlToken, undefined);
  });
});

describe('a compressed body of the control plane', () => {
  it('is read, and refused if it is not gzip', async () => {
    const { agent, read } = bench();
    const post = (bytes: Buffer) =>
      agent
        .post('/_emulator/clock')
        .set({ 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .serialize((body) => body)
        .send(bytes as unknown as object);
    await post(gzipSync('{"mode": "real"}')).expect(200);
    assert.equal((await read('/clock')).mode, 'real');
    await post(Buffer.from('not gzip')).expect(400);
    await post(Buffer.alloc(0)).expect(400);
  });
});
