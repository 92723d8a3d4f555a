/** The correct destination satisfies the contract, and every fault can be observed from outside. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Client, createClient } from './client.ts';
import { type Fault, faults } from './faults.ts';
import { type DestinationOptions, startDestination } from './index.ts';
import { probes } from './probes.ts';

const keys = { blockingApiKey: 'blocking-key', restrictedApiKey: 'limited-key' };

async function withClient<Result>(options: DestinationOptions, use: (client: Client) => Promise<Result>) {
  const destination = await startDestination({ ...keys, ...options });
  try {
    return await use(createClient(destination));
  } finally {
    await destination.close();
  }
}

for (const fault of Object.keys(faults) as Fault[]) {
  test(`fault ${fault} is visible`, async () => {
    const correct = await withClient({}, probes[fault]);
    const broken = await withClient({ faults: [fault] }, probes[fault]);
    assert.notDeepEqual(broken, correct);
  });
}

test('a User is created, merged and associated from both sides', () =>
  withClient({}, async (c) => {
    await c.identify('ann', { plan: 'pro', active: false, tags: ['a'] });
    await c.identify('ann', { plan: 'free' });
    await c.group('ann', 'initech', { 'total billed': 830 });
    await c.group('ann', 'acme');
    assert.deepEqual(await c.users('ann'), {
      users: [
        {
          userId: 'ann',
          properties: { plan: 'free', active: false, tags: ['a'] },
          accountIds: ['initech', 'acme'],
        },
      ],
    });
    assert.deepEqual(await c.accounts('initech'), {
      accounts: [{ groupId: 'initech', properties: { 'total billed': 830 }, userIds: ['ann'] }],
    });
    assert.deepEqual(await c.users('nobody'), { users: [] });
  }));

test('refusals have their documented status and a JSON message', () =>
  withClient({}, async (c) => {
    const call = { type: 'identify', userId: 'ann', traits: {} };
    const replies = [
      [400, await c.post('{"type":')],
      [400, await c.post('[]')],
      [400, await c.post({ type: 'identify', traits: {} })],
      [400, await c.post({ type: 'group', userId: 'ann' })],
      [400, await c.post({ type: 'track', userId: 'ann' })],
      [400, await c.post({ ...call, traits: 'not an object' })],
      [401, await c.post(call, { key: 'wrong' })],
      [401, await c.post(call, { headers: { authorization: 'Basic %%%' } })],
      [401, await c.post(call, { bare: true })],
      [403, await c.post(call, { key: keys.restrictedApiKey })],
      [501, await c.post({ type: 'page', userId: 'ann' })],
    ] as const;
    for (const [status, reply] of replies) {
      assert.equal(reply.status, status, reply.text);
      assert.equal(reply.type, 'application/json');
      assert.equal(typeof JSON.parse(reply.text).message, 'string');
    }
    assert.deepEqual(await c.users('ann'), { users: [] });
  }));

test('id fields are read in every casing', () =>
  withClient({}, async (c) => {
    for (const name of ['user_id', 'userid', 'UserId', 'USER_ID']) {
      assert.equal((await c.post({ type: 'identify', [name]: name })).status, 200);
      assert.deepEqual(await c.users(name), { users: [{ userId: name, properties: {}, accountIds: [] }] });
    }
  }));

test('names of the object prototype are ordinary names', () =>
  withClient({}, async (c) => {
    await c.post('{"type":"identify","userId":"__proto__","traits":{"__proto__":{"admin":true}}}');
    const answer = JSON.stringify(await c.users('__proto__'));
    assert.match(answer, /"properties":\{"__proto__":\{"admin":true\}\}/);
    assert.deepEqual(await c.users('constructor'), { users: [] });
  }));

test('a body of 200 KB is accepted, and one above the limit is refused with 413', () =>
  withClient({}, async (c) => {
    assert.equal((await c.identify('ann', { notes: 'x'.repeat(200_000) })).status, 200);
    assert.equal((await c.identify('ann', { notes: 'x'.repeat(1_100_000) })).status, 413);
  }));

test('connectors do not see the data of each other', () =>
  withClient({}, async (c) => {
    await c.identify('ann', { plan: 'pro' });
    assert.deepEqual(await c.users('ann', keys.blockingApiKey), { users: [] });
  }));

test('with a store delay, calls are answered 202 and become visible later', () =>
  withClient({ storeDelayMs: 500 }, async (c) => {
    assert.equal((await c.identify('ann', { plan: 'pro' })).status, 202);
    const visible = async () => JSON.stringify(await c.users('ann')).includes('pro');
    assert.equal(await visible(), false);
    const deadline = Date.now() + 5000;
    while (!(await visible())) assert.ok(Date.now() < deadline, 'the User never became visible');
  }));

test('requests beyond the rate limit are answered 429, and the date in Retry-After is never too early', async () => {
  let time = Date.parse('2024-01-01T00:00:00.400Z');
  const rateLimit = { callsPerSecond: 1, retryAfter: 'date' } as const;
  const destination = await startDestination({ rateLimit, now: () => time });
  try {
    const c = createClient(destination);
    assert.equal((await c.identify('ann', {})).status, 200);
    const response = await fetch(`${destination.recordsUrl}/users?userId=ann`);
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), 'Mon, 01 Jan 2024 00:00:02 GMT');
    time += 1600;
    assert.equal((await c.identify('ann', {})).status, 200);
    assert.equal(destination.requests, 3);
  } finally {
    await destination.close();
  }
});

test('with withoutRecords, reads of records are answered 404', () =>
  withClient({ withoutRecords: true }, async (c) => {
    assert.equal((await fetch(`${c.destination.recordsUrl}/users?userId=ann`)).status, 404);
  }));
