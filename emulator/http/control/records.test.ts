import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';
import { basic, KEYS } from '../../testing.ts';

interface ListedRecord extends Readonly<Record<string, unknown>> {
  readonly connector: string;
}

/** An emulator without a port, with calls for two connectors. */
async function bench() {
  const agent = request(createApp({ ...KEYS, clock: 'frozen' }));
  const send = (call: object, key = KEYS.apiKey) =>
    agent
      .post('/astrolabe')
      .set({ authorization: basic(key) })
      .send(call)
      .expect(200);
  const list = async (path: string) => (await agent.get(`/_emulator${path}`).expect(200)).body;
  for (let number = 0; number < 7; number += 1) {
    await send({ type: 'identify', userId: `u${number}`, traits: { plan: number % 2 ? 'Pro' : 'free' } });
    // Of different people, so that no list of one person has them in their order.
    const who = number % 3 === 0 ? { anonymousId: 'a1' } : { userId: `u${number % 2}`, anonymousId: 'a1' };
    await send({ type: 'track', ...who, event: `E${number % 4}`, messageId: `m${number}` });
  }
  await send({ type: 'identify', anonymousId: 'a1' });
  await send({ type: 'identify', userId: 'u0', anonymousId: 'a2' });
  await send({ type: 'group', userId: 'u0', groupId: 'g1', traits: { name: 'Initech' } });
  await send({ type: 'group', groupId: 'g2', userId: 'u1' });
  await send({ type: 'identify', userId: 'ub' }, KEYS.blockingApiKey);
  await send({ type: 'track', userId: 'ub', event: 'E0', messageId: 'mb' }, KEYS.blockingApiKey);
  const pages = async (path: string, name: string): Promise<ListedRecord[]> => {
    const all: ListedRecord[] = [];
    for (let next: string | undefined = '0'; next !== undefined; ) {
      const page: Record<string, never> = await list(`${path}&cursor=${next}`);
      all.push(...(page[name] as unknown as ListedRecord[]));
      next = page.next;
    }
    return all;
  };
  return { agent, list, pages };
}

describe('the lists of the control plane', () => {
  it('have every record of every connector, as the Records API shows it', async () => {
    const { agent, list } = await bench();
    const { users, total, next } = await list('/users');
    assert.deepEqual([users.length, total, next], [9, 9, undefined]);
    const [first] = (await agent.get('/records/users?userId=u0').set({ authorization: basic(KEYS.apiKey) }))
      .body.users;
    assert.deepEqual(users[0], { ...first, connector: 'allowing' });
    assert.deepEqual(users.map(({ userId, connector }: ListedRecord) => [userId, connector]).slice(-2), [
      [undefined, 'allowing'],
      ['ub', 'blocking'],
    ]);
    const { accounts } = await list('/accounts');
    assert.deepEqual(
      accounts.map(({ groupId, userIds }: ListedRecord) => [groupId, userIds]),
      [
        ['g1', ['u0']],
        ['g2', ['u1']],
      ],
    );
  });

  it('have events in the order of their arrival, each once', async () => {
    const { list } = await bench();
    const { events, total } = await list('/events');
    assert.deepEqual(
      events.map(({ messageId }: ListedRecord) => messageId),
      ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'mb'],
    );
    assert.equal(total, 8);
  });

  for (const limit of [1, 2, 3, 100]) {
    it(`come in pages of ${limit}, without a gap or a repetition`, async () => {
      const { list, pages } = await bench();
      for (const name of ['users', 'accounts', 'events']) {
        const whole = (await list(`/${name}`))[name];
        assert.deepEqual(await pages(`/${name}?limit=${limit}`, name), whole, name);
      }
      const filtered = await pages(`/events?event=E0&limit=${limit}`, 'events');
      assert.deepEqual(
        filtered.map(({ messageId }) => messageId),
        ['m0', 'm4', 'mb'],
      );
      const newest = await pages(`/events?first=newest&limit=${limit}`, 'events');
      assert.deepEqual(
        newest.map(({ messageId }) => messageId),
        ['m6', 'm5', 'm4', 'm3', 'm2', 'm1', 'm0', 'mb'],
        'of each connector the newest come first',
      );
    });
  }

  const filters: readonly (readonly [string, string, number])[] = [
    ['/users?userId=u3', 'users', 1],
    ['/users?anonymousId=a1', 'users', 1],
    ['/users?anonymousId=a2', 'users', 1],
    ['/users?userId=u1&anonymousId=a2', 'users', 0],
    ['/users?connector=blocking', 'users', 1],
    ['/users?text=pro', 'users', 9],
    ['/users?text=%22pro%22', 'users', 3],
    ['/accounts?groupId=g2', 'accounts', 1],
    ['/accounts?text=initech', 'accounts', 1],
    ['/events?userId=u1', 'events', 2],
    ['/events?anonymousId=a1', 'events', 7],
    ['/events?userId=u1&anonymousId=a1&event=E1', 'events', 2],
    ['/events?event=E9', 'events', 0],
  ];
  for (const [path, name, count] of filters) {
    it(`have ${count} for ${path}`, async () => {
      const { list } = await bench();
      const page = await list(path);
      assert.deepEqual([page[name].length, page.total], [count, count], JSON.stringify(page));
    });
  }

  it('refuse parameters that they do not have', async () => {
    const { agent } = await bench();
    for (const query of ['groupId=g1', 'limit=0', 'userId=a&userId=b', 'event=E', 'cursor=-1']) {
      const { body } = await agent.get(`/_emulator/users?${query}`).expect(400);
      assert.equal(body.code, 'parameter-invalid', query);
    }
    await agent.get('/_emulator/users?first=newest').expect(400);
    const { body: order } = await agent.get('/_emulator/events?first=latest').expect(400);
    assert.match(order.message, /first must be oldest or newest/);
    const { body } = await agent.get('/_emulator/users?connector=nobody').expect(404);
    assert.equal(body.code, 'connector-unknown');
  });

  it('end a page before it is too long', async () => {
    const agent = request(createApp({ ...KEYS, clock: 'frozen' }));
    const note = 'x'.repeat(400_000);
    for (let number = 0; number < 15; number += 1) {
      const call = { type: 'identify', userId: `u${number}`, traits: { note } };
      await agent
        .post('/astrolabe')
        .set({ authorization: basic(KEYS.apiKey) })
        .send(call)
        .expect(200);
    }
    const first = (await agent.get('/_emulator/users').expect(200)).body;
    assert.deepEqual([first.users.length, first.total, first.next], [11, 15, '11']);
    const rest = (await agent.get(`/_emulator/users?cursor=${first.next}`).expect(200)).body;
    assert.deepEqual([rest.users.length, rest.next], [4, undefined]);
  });
});
