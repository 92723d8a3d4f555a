import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createBench, KEYS } from '../../testing.ts';

it('a removed User leaves nothing behind, and other Users do not change', () => {
  const bench = createBench({ choices: { 'delete-call': 'remove-user' } });
  for (const userId of ['u1', 'u2']) {
    bench.send({ type: 'identify', userId, anonymousId: 'a1', traits: {} });
    bench.send({ type: 'group', groupId: 'g1', userId });
    bench.send({ type: 'track', userId, anonymousId: 'a1', event: 'e', messageId: `m-${userId}` });
  }
  bench.send({ type: 'track', anonymousId: 'a1', event: 'e', messageId: 'm-anonymous' });

  bench.send({ type: 'delete', userId: 'u1', context: null, integrations: null });
  assert.equal(bench.users({ userId: 'u1' }).length, 0);
  assert.equal(bench.events({ userId: 'u1' }).length, 0);
  assert.deepEqual(bench.accounts({ groupId: 'g1' })[0]?.userIds, ['u2']);
  assert.deepEqual(
    bench.users({ anonymousId: 'a1' }).map(({ userId }) => userId),
    ['u2'],
  );
  assert.deepEqual(
    bench.events({ anonymousId: 'a1' }).map(({ messageId }) => messageId),
    ['m-u2', 'm-anonymous'],
  );
  const { allowing } = bench.core.destination.counts();
  assert.deepEqual(allowing, { users: 1, blockedIds: 0, accounts: 1, memberships: 1, events: 2 });
});

it('a removed anonymous User loses only events without a user ID', () => {
  const bench = createBench({ choices: { 'email-turns-free': 'remove-user' } });
  const send = (call: object) => bench.send({ anonymousId: 'a1', ...call }, KEYS.blockingApiKey);
  send({ type: 'identify', traits: { email: 'a@initech.com' } });
  send({ type: 'track', event: 'e', messageId: 'm1' });
  send({ type: 'track', event: 'e', messageId: 'm2', userId: 'u1' });
  send({ type: 'identify', traits: { email: 'a@gmail.com' } });
  assert.equal(bench.users({ anonymousId: 'a1' }, KEYS.blockingApiKey).length, 0);
  assert.deepEqual(
    bench.events({ anonymousId: 'a1' }, KEYS.blockingApiKey).map(({ messageId }) => messageId),
    ['m2'],
  );
});
