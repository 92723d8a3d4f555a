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
    await core.clock.move((now) => now + 100);
    assert.deepEqual(users({ userId: 'u' })[0]?.properties, { plan: 'pro' });
  });

  it('keeps the order, and recognises a repeat of a call that is not stored yet', async () => {
    const { send, users, events, core } = createBench({ variants: ['late-storing'], clock: 'frozen' });
    for (const body of [identify('u', { n: 1 }), identify('u', { n: 2 }), track('m'), track('m')]) send(body);
    await core.clock.move((now) => now + 100);
    send(track('m'));
    await core.clock.move((now) => now + 100);
    assert.deepEqual(users({ userId: 'u' })[0]?.properties, { n: 2 });
    assert.equal(events({ userId: 'u' }).length, 1);
  });

  it('stores nothing after a reset', async () => {
    const { send, total, core } = createBench({ variants: ['late-storing'], clock: 'frozen' });
    send(identify('u'));
    core.reset();
    await core.clock.move((now) => now + 100);
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
