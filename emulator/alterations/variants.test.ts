import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench } from '../testing.ts';

const identify = (userId: string, traits: object = {}) => ({ type: 'identify', userId, traits });
const track = (messageId: string) => ({ type: 'track', userId: 'u', event: 'Tried', messageId });

describe('late-storing', () => {
  it('answers 202 and stores after its delay', async () => {
    const { send, users, core } = createBench({ variants: ['late-storing'], clock: 'frozen' });
    assert.equal(send(identify('u', { plan: 'pro' })).status, 202);
    assert.deepEqual(users({ userId: 'u' }), []);
    await core.clock.move((now) => now + 200);
    assert.deepEqual(users({ userId: 'u' })[0]?.properties, { plan: 'pro' });
  });

  it('keeps the order, and recognises a repeat of a call that is not stored yet', async () => {
    const { send, users, events, core } = createBench({ variants: ['late-storing'], clock: 'frozen' });
    for (const body of [identify('u', { n: 1 }), identify('u', { n: 2 }), track('m'), track('m')]) send(body);
    await core.clock.move((now) => now + 200);
    send(track('m'));
    await core.clock.move((now) => now + 200);
    assert.deepEqual(users({ userId: 'u' })[0]?.properties, { n: 2 });
    assert.equal(events({ userId: 'u' }).length, 1);
  });

  it('stores nothing after a reset', async () => {
    const { send, total, core } = createBench({ variants: ['late-storing'], clock: 'frozen' });
    send(identify('u'));
    core.reset();
    await core.clock.move((now) => now + 200);
    assert.equal(total(), 0);
  });
});

describe('bodies', () => {
  it('of refusals can be missing', () => {
    const { send } = createBench({ variants: ['empty-error-bodies'] });
    assert.deepEqual([send('not JSON').status, send('not JSON').body], [400, undefined]);
    assert.deepEqual(send(identify('u')).body, { success: true });
  });

  it('of successes can be text', () => {
    const { send } = createBench({ variants: ['text-success-bodies'] });
    assert.equal(typeof send(identify('u')).body, 'string');
    assert.equal(typeof send('not JSON').body, 'object');
  });
});

describe('rate-limit', () => {
  it('answers 429 beyond its limit, stores nothing then, and recovers in the next second', () => {
    let ms = 0;
    const { send, users } = createBench({ variants: ['rate-limit'], stopwatch: () => ms });
    const statuses = Array.from({ length: 251 }, (_, index) => send(identify(`u${index}`)).status);
    assert.deepEqual([statuses.indexOf(429), statuses.lastIndexOf(200)], [250, 249]);
    assert.deepEqual(users({ userId: 'u250' }), []);
    const { headers, code } = send(identify('u250'));
    assert.deepEqual([headers, code], [{ 'retry-after': '1' }, 'rate-limited']);
    ms = 1_000;
    assert.equal(send(identify('u250')).status, 200);
  });
});

it('slow-answers delays every answer', () => {
  const { send } = createBench({ variants: ['slow-answers'] });
  assert.ok((send(identify('u')).delayMs ?? 0) > 0);
});

it('own-properties adds to the properties that were sent', () => {
  const { send, users } = createBench({ variants: ['own-properties'] });
  send(identify('u', { source: 'ours' }));
  const properties = users({ userId: 'u' })[0]?.properties ?? {};
  assert.equal(properties.source, 'ours');
  assert.ok(Object.keys(properties).length > 1);
});

it('one-account-a-user keeps the last Account, on both sides', () => {
  const { send, users, accounts } = createBench({ variants: ['one-account-a-user'] });
  for (const groupId of ['first', 'last']) send({ type: 'group', userId: 'u', groupId });
  send(identify('u'));
  assert.deepEqual(users({ userId: 'u' })[0]?.accountIds, ['last']);
  assert.deepEqual(accounts({ groupId: 'first' })[0]?.userIds, []);
});

it('no-dedupe records every delivery under its messageId', () => {
  const { send, events } = createBench({ variants: ['no-dedupe'] });
  send(track('m'));
  send(track('m'));
  assert.deepEqual(
    events({ userId: 'u' }).map(({ messageId }) => messageId),
    ['m', 'm'],
  );
});

describe('calls that overtake one another', () => {
  it('unordered-storing stores every third call at once, and a repeated track once', async () => {
    const { send, users, events, core } = createBench({ variants: ['unordered-storing'], clock: 'frozen' });
    for (const n of [1, 2, 3]) assert.equal(send(identify(`u${n}`)).status, 202);
    assert.deepEqual(
      [1, 2, 3].map((n) => users({ userId: `u${n}` }).length),
      [0, 0, 1],
    );
    for (const messageId of ['m', 'm', 'm']) send(track(messageId));
    await core.clock.move((now) => now + 200);
    assert.equal(users({ userId: 'u1' }).length, 1);
    assert.equal(events({ userId: 'u' }).length, 1);
  });

  it('identifies-overtaken associates a User who is visible, and no other', async () => {
    const { send, users, core } = createBench({ variants: ['identifies-overtaken'], clock: 'frozen' });
    const group = (groupId: string) => send({ type: 'group', userId: 'u', groupId });
    send(identify('u'));
    group('too-early');
    await core.clock.move((now) => now + 200);
    group('later');
    assert.deepEqual(users({ userId: 'u' })[0]?.accountIds, ['later']);
  });

  it('groups-overtaken stores a group after a later identify', async () => {
    const { send, users, accounts, core } = createBench({ variants: ['groups-overtaken'], clock: 'frozen' });
    send({ type: 'group', userId: 'u', groupId: 'g' });
    send(identify('u'));
    assert.deepEqual([users({ userId: 'u' }).length, accounts({ groupId: 'g' }).length], [1, 0]);
    await core.clock.move((now) => now + 200);
    assert.equal(accounts({ groupId: 'g' }).length, 1);
  });
});

it('repeats-409 refuses a known messageId and stores the first delivery', () => {
  const { send, users } = createBench({ variants: ['repeats-409'] });
  const call = (plan: string) => ({ ...identify('u', { plan }), messageId: 'm' });
  assert.deepEqual([send(call('pro')).status, send(call('free')).status], [200, 409]);
  assert.deepEqual(users({ userId: 'u' })[0]?.properties, { plan: 'pro' });
});

it('refusals-500 and login-redirect change the status of refusals and nothing else', () => {
  for (const [variant, forBody, forKey] of [
    ['refusals-500', 500, 500],
    ['login-redirect', 400, 302],
  ] as const) {
    const { send, total } = createBench({ variants: [variant] });
    assert.deepEqual([send('not JSON').status, send(identify('u'), 'unknown').status], [forBody, forKey]);
    assert.equal(total(), 0);
    assert.equal(send(identify('u')).status, 200);
  }
});
