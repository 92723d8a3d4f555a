import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../index.ts';
import { basic, KEYS } from '../testing.ts';

interface OpenedWorld {
  readonly id: string;
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly writeKey: string;
  readonly controlUrl: string;
}

/** An emulator without a port, and functions that use it as a test of somebody would. */
function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, clock: 'frozen', ...options }));
  const write = (method: 'post' | 'patch' | 'delete', path: string, body: object = {}) =>
    agent[method](`/_emulator${path}`).set('content-type', 'application/json').send(JSON.stringify(body));
  const open = async (body: object = {}): Promise<OpenedWorld> =>
    (await write('post', '/worlds', body).expect(201)).body.world;
  const users = async (key: string, userId: string): Promise<number> => {
    const answer = await agent.get(`/records/users?userId=${userId}`).set({ authorization: basic(key) });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.users.length;
  };
  const read = async (path: string) => (await agent.get(`/_emulator${path}`).expect(200)).body;
  return { agent, write, open, users, read };
}

const identify = (userId: string) => ({ type: 'identify', userId, messageId: `m-${userId}` });

describe('opening a world over HTTP', () => {
  it('shows its keys once, and the addresses that the client can reach', async () => {
    const { agent, open, read } = bench();
    const world = await open({ name: 'mine', clock: '2030-01-01T00:00:00Z', ttl: '10m' });
    const { host } = new URL(world.controlUrl);
    const origin = `http://${host}`;
    const { world: shown } = (await agent.get(`/_emulator/worlds/${world.id}`).set({ host }).expect(200))
      .body;
    const { apiKey, blockingApiKey, restrictedApiKey, writeKey, ...rest } = world as unknown as Record<
      string,
      unknown
    >;
    assert.deepEqual({ ...rest, usedAt: '', expiresAt: '' }, { ...shown, usedAt: '', expiresAt: '' });
    assert.deepEqual(
      [shown.name, shown.baseUrl, shown.recordsUrl, shown.ingressUrl, shown.controlUrl],
      ['mine', `${origin}/astrolabe`, `${origin}/records`, origin, `${origin}/_emulator/worlds/${world.id}`],
    );
    assert.deepEqual(shown.clock, { mode: 'frozen', now: '2030-01-01T00:00:00.000Z' });
    const { worlds, size } = await read('/worlds');
    assert.deepEqual([worlds.length, size, worlds[0].id, worlds[0].name], [1, 1, world.id, 'mine']);
    const everything = JSON.stringify([shown, worlds]);
    for (const key of [apiKey, blockingApiKey, restrictedApiKey, writeKey]) {
      assert.ok(!everything.includes(String(key)));
    }
  });

  it('needs no body', async () => {
    const { agent } = bench();
    await agent.post('/_emulator/worlds').set('content-type', 'application/json').expect(201);
  });

  const refused: readonly (readonly [string, object, string, RegExp])[] = [
    ['an unknown member', { nam: 'x' }, '/nam', /name/],
    ['an empty name', { name: '' }, '/name', /name/],
    ['a seed that is not a whole number', { seed: 1.5 }, '/seed', /whole number/],
    ['a seed that is too large', { seed: 2 ** 32 }, '/seed', /4294967295/],
    ['a clock of another kind', { clock: 'slow' }, '/clock', /real, frozen, or a time/],
    ['a day that does not exist', { clock: '2030-02-30T00:00:00Z' }, '/clock', /real, frozen, or a time/],
    ['an unknown choice', { choices: { 'late-cal': 'apply' } }, '/choices', /late-call/],
    ['an unknown setting', { choices: { 'late-call': 'maybe' } }, '/choices', /apply/],
    ['a ttl in words', { ttl: 'soon' }, '/ttl', /10m/],
    ['a ttl of no time', { ttl: 0 }, '/ttl', /1 second/],
    ['a ttl of years', { ttl: '400d' }, '/ttl', /31 days/],
  ];
  for (const [what, body, pointer, message] of refused) {
    it(`refuses ${what}, and opens nothing`, async () => {
      const { write, read } = bench();
      const { body: answer } = await write('post', '/worlds', body).expect(400);
      assert.equal(answer.code, 'control-invalid');
      assert.equal(answer.violations[0].pointer, pointer);
      assert.match(answer.message, message);
      assert.equal((await read('/worlds')).size, 0);
    });
  }

  it('refuses a body that is not an object', async () => {
    const { agent } = bench();
    for (const body of ['[]', 'null', '"x"', '7']) {
      await agent.post('/_emulator/worlds').set('content-type', 'application/json').send(body).expect(400);
    }
  });
});

describe('a request with the key of a world', () => {
  it('reaches that world: destination, Records API, ingress by header and by body, settings and pixel', async () => {
    const { agent, open, users, read } = bench();
    const [one, other] = [await open(), await open()];
    const { apiKey, writeKey } = one;
    await agent
      .post('/astrolabe')
      .set({ authorization: basic(apiKey) })
      .send(identify('u1'))
      .expect(200);
    await agent
      .post('/v1/batch')
      .set({ authorization: basic(writeKey) })
      .send({ batch: [identify('u2')] });
    await agent
      .post('/v1/identify')
      .send({ ...identify('u3'), writeKey })
      .expect(200, { success: true });
    await agent
      .post('/v1/batch')
      .send({ batch: [identify('u4')], writeKey })
      .expect(200, { success: true });
    const data = Buffer.from(JSON.stringify({ ...identify('u5'), writeKey })).toString('base64');
    await agent.get(`/v1/pixel/identify?data=${data}`).expect(200);
    for (const userId of ['u1', 'u2', 'u3', 'u4', 'u5']) {
      assert.deepEqual(
        [await users(apiKey, userId), await users(other.apiKey, userId), await users(KEYS.apiKey, userId)],
        [1, 0, 0],
        userId,
      );
    }
    const settings = await agent.get(`/v1/projects/${writeKey}/settings`).expect(200);
    assert.equal(settings.body.integrations['Segment.io'].apiKey, writeKey);
    assert.equal((await read(`/worlds/${one.id}/traces`)).traces.length, 4);
    assert.equal((await read('/traces')).traces.length, 0);
  });

  it('counts the rule of each connector of the world', async () => {
    const { agent, open } = bench();
    const world = await open();
    const free = { ...identify('u1'), traits: { email: 'ada@gmail.com' } };
    await agent
      .post('/astrolabe')
      .set({ authorization: basic(world.apiKey) })
      .send(free)
      .expect(200);
    const { body } = await agent.get(`/_emulator/worlds/${world.id}/journal`).expect(200);
    assert.deepEqual(
      body.entries.map(({ connector }: { connector: string }) => connector),
      ['allowing'],
    );
  });

  it('is refused like an unknown key once the world has ended, on the same connection too', async (test) => {
    const { startEmulator } = await import('../index.ts');
    const emulator = await startEmulator({ ...KEYS, port: 0 });
    test.after(() => emulator.close());
    const headers = { 'content-type': 'application/json' };
    const opened = await fetch(`${emulator.controlUrl}/worlds`, { method: 'POST', headers });
    const { world } = (await opened.json()) as { world: OpenedWorld };
    const send = async () =>
      (
        await fetch(emulator.baseUrl, {
          method: 'POST',
          headers: { ...headers, authorization: basic(world.apiKey) },
          body: JSON.stringify(identify('u1')),
        })
      ).status;
    assert.deepEqual([await send(), await send()], [200, 200]);
    assert.equal((await fetch(world.controlUrl, { method: 'DELETE', headers })).status, 200);
    assert.equal(await send(), 401);
    const gone = await fetch(`${world.controlUrl}/state`);
    assert.deepEqual([gone.status, ((await gone.json()) as { code: string }).code], [404, 'world-unknown']);
  });

  it('notes an address that does not exist in the journal of the world, without the key', async () => {
    const { agent, open, read } = bench();
    const world = await open();
    await agent
      .post('/v1/batches')
      .set({ authorization: basic(world.writeKey) })
      .expect(404);
    await agent
      .get(`/v1/${world.writeKey}`)
      .set({ authorization: basic(world.writeKey) })
      .expect(404);
    await agent.put(`/_emulator/worlds/${world.id}/clock`).expect(415);
    const { entries } = await read(`/worlds/${world.id}/journal`);
    assert.deepEqual(
      entries.map(({ method, path, nearest }: Record<string, string>) => [method, path, nearest]),
      [
        ['POST', '/v1/batches', '/v1/batch'],
        ['GET', '/v1/«key»', entries[1].nearest],
      ],
    );
    assert.ok(!JSON.stringify(entries).includes(world.writeKey));
    assert.equal((await read('/state')).journal.unmet, 0);
  });
});

describe('the control plane of a world', () => {
  it('moves its clock and resets its records only', async () => {
    const { agent, open, write, read, users } = bench();
    const [one, other] = [await open(), await open()];
    for (const { apiKey } of [one, other]) {
      await agent
        .post('/astrolabe')
        .set({ authorization: basic(apiKey) })
        .send(identify('u1'))
        .expect(200);
    }
    const before = (await read('/clock')).now;
    await write('post', `/worlds/${one.id}/clock/advance`, { ms: 60_000 }).expect(200);
    assert.equal((await read('/clock')).now, before);
    await write('post', `/worlds/${one.id}/reset`).expect(200);
    assert.deepEqual([await users(one.apiKey, 'u1'), await users(other.apiKey, 'u1')], [0, 1]);
  });

  it('is that of the default world under its name', async () => {
    const { write, read, agent } = bench();
    await write('patch', '/worlds/default/source', { enabled: false }).expect(200);
    assert.equal((await read('/source')).source.enabled, false);
    const { body } = await agent
      .delete('/_emulator/worlds/default')
      .set('content-type', 'application/json')
      .expect(409);
    assert.equal(body.code, 'world-fixed');
  });

  it('delivers retries by the clock of the world', async () => {
    const { agent, open, write, read } = bench({ limits: { users: 1 } });
    const world = await open();
    for (const userId of ['u1', 'u2']) {
      await agent
        .post('/v1/identify')
        .set({ authorization: basic(world.writeKey) })
        .send(identify(userId));
    }
    const waiting = async () =>
      (await read(`/worlds/${world.id}/deliveries`)).instances.default.awaitingRetry;
    assert.equal(await waiting(), 1);
    const day = { ms: 24 * 60 * 60 * 1_000 };
    await write('post', '/clock/advance', day).expect(200);
    assert.equal(await waiting(), 1);
    await write('post', `/worlds/${world.id}/clock/advance`, day).expect(200);
    assert.equal(await waiting(), 0);
  });

  it('lists worlds in pages', async () => {
    const { open, read, agent } = bench();
    const ids: string[] = [];
    for (let left = 5; left > 0; left -= 1) ids.push((await open()).id);
    const seen: string[] = [];
    let cursor = '0';
    while (cursor !== undefined) {
      const page = await read(`/worlds?limit=2&cursor=${cursor}`);
      seen.push(...page.worlds.map(({ id }: OpenedWorld) => id));
      cursor = page.next;
    }
    assert.deepEqual(seen, ids);
    for (const query of ['limit=0', 'limit=1001', 'cursor=x', 'page=2', 'limit=1&limit=2']) {
      const { body } = await agent.get(`/_emulator/worlds?${query}`).expect(400);
      assert.equal(body.code, 'parameter-invalid', query);
    }
  });
});

describe('connectors', () => {
  it('are added with a key that is shown once, store for themselves, and go with their records', async () => {
    const { agent, write, read, users } = bench();
    const { connector } = (await write('post', '/connectors', { name: 'EU team' }).expect(201)).body;
    assert.deepEqual(
      { ...connector, apiKey: '' },
      { name: 'EU team', freeEmail: 'allow', permitted: true, builtIn: false, apiKey: '' },
    );
    const { apiKey } = connector;
    await agent
      .post('/astrolabe')
      .set({ authorization: basic(apiKey) })
      .send(identify('u1'))
      .expect(200);
    assert.deepEqual([await users(apiKey, 'u1'), await users(KEYS.apiKey, 'u1')], [1, 0]);
    const listed = await read('/connectors');
    assert.deepEqual(
      listed.connectors.map(({ name }: { name: string }) => name),
      ['allowing', 'blocking', 'restricted', 'EU team'],
    );
    assert.ok(!JSON.stringify(listed).includes(apiKey));
    assert.equal((await read('/state')).records['EU team'].users, 1);
    await write('delete', '/connectors/EU%20team').expect(200);
    await agent
      .post('/astrolabe')
      .set({ authorization: basic(apiKey) })
      .send(identify('u1'))
      .expect(401);
  });

  it('block free email providers if they are told to', async () => {
    const { agent, write } = bench();
    const blocking = { name: 'strict', freeEmail: 'block' };
    const { connector } = (await write('post', '/connectors', blocking).expect(201)).body;
    const free = { ...identify('u1'), traits: { email: 'ada@gmail.com' } };
    const answer = await agent
      .post('/astrolabe')
      .set({ authorization: basic(connector.apiKey) })
      .send(free);
    const users = await agent.get('/records/users?userId=u1').set({ authorization: basic(connector.apiKey) });
    assert.deepEqual([answer.status === 200 || answer.status === 400, users.body.users], [true, []]);
  });

  it('deliver to an instance with their key until they are removed', async () => {
    const { agent, write, read } = bench();
    const { connector } = (await write('post', '/connectors', { name: 'other' }).expect(201)).body;
    await write('post', '/instances', { name: 'other', apiKey: connector.apiKey }).expect(201);
    const outcomes = async (messageId: string) => {
      const call = { ...identify('u1'), messageId };
      await agent
        .post('/v1/identify')
        .set({ authorization: basic(KEYS.writeKey) })
        .send(call)
        .expect(200);
      const { traces } = await read(`/traces?messageId=${messageId}`);
      return traces[0].deliveries.map(({ outcome }: { outcome: string }) => outcome).sort();
    };
    assert.deepEqual(await outcomes('m1'), ['delivered', 'delivered']);
    await write('delete', '/connectors/other').expect(200);
    assert.deepEqual(await outcomes('m2'), ['delivered', 'errors.discarded.401']);
  });

  it('of a world are found by their keys, and end with a reset', async () => {
    const { agent, open, write } = bench();
    const world = await open();
    const path = `/worlds/${world.id}/connectors`;
    const { connector } = (await write('post', path, { name: 'mine' }).expect(201)).body;
    const send = () =>
      agent
        .post('/astrolabe')
        .set({ authorization: basic(connector.apiKey) })
        .send(identify('u1'));
    await send().expect(200);
    await write('post', `/worlds/${world.id}/reset`).expect(200);
    await send().expect(401);
  });

  it('have keys that no answer shows in a body, whichever world has the call', async () => {
    const { agent, open, write, read } = bench();
    const world = await open();
    const { connector } = (await write('post', '/connectors', { name: 'mine' }).expect(201)).body;
    const keys = [connector.apiKey, KEYS.apiKey, KEYS.writeKey, world.apiKey];
    const forms = keys.flatMap((key) => [
      key,
      key.toUpperCase(),
      key.replaceAll('_', '%5F'),
      Buffer.from(`${key}:`).toString('base64'),
    ]);
    const call = { ...identify('u1'), traits: Object.fromEntries(forms.map((form, at) => [`t${at}`, form])) };
    for (const writeKey of [KEYS.writeKey, world.writeKey]) {
      await agent
        .post('/v1/identify')
        .set({ authorization: basic(writeKey) })
        .send(call)
        .expect(200);
    }
    for (const path of ['/traces', `/worlds/${world.id}/traces`]) {
      const { traces } = await read(path);
      const text = JSON.stringify(traces);
      assert.ok(traces[0].received.traits.t0 !== undefined, text);
      for (const form of forms) assert.ok(!text.includes(form), `${path} shows ${form}`);
    }
  });

  it('that cannot be added or removed are refused with what to do', async () => {
    const { write } = bench();
    const codeOf = async (method: 'post' | 'delete', path: string, status: number, body: object = {}) =>
      (await write(method, path, body).expect(status)).body.code;
    assert.equal(await codeOf('post', '/connectors', 400, {}), 'control-invalid');
    assert.equal(await codeOf('post', '/connectors', 400, { name: 'x', freeEmail: 'no' }), 'control-invalid');
    for (const name of ['.', '..']) {
      assert.equal(await codeOf('post', '/connectors', 400, { name }), 'control-invalid', name);
    }
    assert.equal(await codeOf('post', '/connectors', 409, { name: 'allowing' }), 'connector-name-taken');
    assert.equal(await codeOf('delete', '/connectors/blocking', 409), 'connector-fixed');
    assert.equal(await codeOf('delete', '/connectors/nobody', 404), 'connector-unknown');
    for (let left = 97; left > 0; left -= 1)
      await write('post', '/connectors', { name: `c${left}` }).expect(201);
    assert.equal(await codeOf('post', '/connectors', 409, { name: 'one more' }), 'connectors-full');
  });
});

describe('a fork', () => {
  it('continues from what the world is, and neither changes the other from then on', async () => {
    const { agent, open, write, users, read } = bench({ limits: { users: 2 } });
    const world = await open({ name: 'first', choices: { 'accepted-status': '202' }, seed: 7 });
    const send = (key: string, userId: string) =>
      agent
        .post('/v1/identify')
        .set({ authorization: basic(key) })
        .send(identify(userId))
        .expect(200);
    for (const userId of ['u1', 'u2', 'waits']) await send(world.writeKey, userId);
    const { body } = await write('post', `/worlds/${world.id}/fork`, { name: 'second' }).expect(201);
    const fork: OpenedWorld = body.world;
    assert.notEqual(fork.id, world.id);
    assert.deepEqual([await users(fork.apiKey, 'u1'), await users(fork.apiKey, 'u2')], [1, 1]);
    const waiting = async ({ id }: OpenedWorld) =>
      (await read(`/worlds/${id}/deliveries`)).instances.default.awaitingRetry;
    assert.deepEqual([await waiting(world), await waiting(fork)], [1, 1]);
    assert.equal((await read(`/worlds/${fork.id}/state`)).choices['accepted-status'], '202');
    await write('post', `/worlds/${world.id}/reset`).expect(200);
    assert.deepEqual([await users(world.apiKey, 'u1'), await users(fork.apiKey, 'u1')], [0, 1]);
    await write('post', `/worlds/${fork.id}/clock/advance`, { ms: 24 * 60 * 60 * 1_000 }).expect(200);
    const { traces } = await read(`/worlds/${fork.id}/traces?messageId=m-waits`);
    assert.equal(traces[0].outcome, 'errors.discarded.503');
  });

  it('has keys of its own, and shows those of added connectors', async () => {
    const { agent, open, write, users } = bench();
    const world = await open();
    const path = `/worlds/${world.id}`;
    const { connector } = (await write('post', `${path}/connectors`, { name: 'mine' }).expect(201)).body;
    await agent
      .post('/astrolabe')
      .set({ authorization: basic(connector.apiKey) })
      .send(identify('u1'));
    const { body } = await write('post', `${path}/fork`).expect(201);
    const [added] = body.connectors;
    assert.equal(added.name, 'mine');
    assert.deepEqual([await users(added.apiKey, 'u1'), await users(connector.apiKey, 'u1')], [1, 1]);
    const keys = [added.apiKey, body.world.apiKey, body.world.writeKey];
    for (const key of keys) assert.ok(key.includes(`_${body.world.id}_`), key);
  });

  it('continues from a snapshot, in the default world too', async () => {
    const { agent, write, users } = bench();
    const send = (userId: string) =>
      agent
        .post('/astrolabe')
        .set({ authorization: basic(KEYS.apiKey) })
        .send(identify(userId))
        .expect(200);
    await send('u1');
    await write('post', '/snapshots/seeded').expect(201);
    await send('u2');
    const { world } = (await write('post', '/fork', { snapshot: 'seeded', ttl: '10m' }).expect(201)).body;
    assert.deepEqual([await users(world.apiKey, 'u1'), await users(world.apiKey, 'u2')], [1, 0]);
    assert.equal(Date.parse(world.expiresAt) - Date.parse(world.createdAt), 600_000);
  });

  it('is refused for an unknown snapshot or another body, and opens nothing', async () => {
    const { write, read } = bench();
    const { body } = await write('post', '/fork', { snapshot: 'seeded' }).expect(404);
    assert.equal(body.code, 'snapshot-unknown');
    await write('post', '/fork', { seed: 7 }).expect(400);
    await write('post', '/fork', { ttl: 'soon' }).expect(400);
    assert.equal((await read('/worlds')).size, 0);
  });
});
