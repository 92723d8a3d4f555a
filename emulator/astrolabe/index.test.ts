import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench, KEYS } from '../testing.ts';

describe('identify', () => {
  it('creates a User, then updates it and keeps properties that are not named', () => {
    const bench = createBench();
    assert.deepEqual(bench.send(identify('u1', { plan: 'free', seats: 2 })).rules, ['AST-IDENT-001']);
    assert.ok(bench.send(identify('u1', { plan: 'pro' })).rules.includes('AST-IDENT-002'));
    assert.deepEqual(bench.users({ userId: 'u1' }), [
      { userId: 'u1', properties: { plan: 'pro', seats: 2 }, accountIds: [] },
    ]);
  });

  it('keeps JSON types, odd names and the names of Object', () => {
    const bench = createBench();
    const text =
      '{"a":false,"b":0,"c":"","d":[1,[2]],"total billed":1,"x.y":2,"__proto__":{"polluted":true},"constructor":1,"toString":"t"}';
    bench.send(`{"type":"identify","userId":"u1","traits":{"__proto__":"first"}}`);
    bench.send(`{"type":"identify","userId":"u1","traits":${text}}`);
    const [user] = bench.users({ userId: 'u1' });
    assert.deepEqual(
      Object.entries(user?.properties ?? {}).toSorted(),
      Object.entries(JSON.parse(text)).toSorted(),
    );
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('distinguishes user IDs that differ in case or Unicode form, or are names of Object', () => {
    const bench = createBench();
    const ids = ['u', 'U', 'u ', '%75', 'ü', 'u\u0308', '__proto__', 'constructor', 'a/b?c=d&e#f'];
    for (const id of ids) bench.send(identify(id, { id }));
    for (const id of ids) {
      assert.deepEqual(
        bench.users({ userId: id }).map(({ properties }) => properties.id),
        [id],
      );
    }
  });

  it('accepts an anonymous user, and finds an identified User by anonymousId too', () => {
    const bench = createBench();
    bench.send({ type: 'identify', anonymousId: 'a1', traits: { n: 1 } });
    bench.send({ type: 'identify', userId: 'u1', anonymousId: 'a1', traits: { n: 2 } });
    bench.send({ type: 'identify', userId: 'u1', anonymousId: 'a2', traits: {} });
    assert.deepEqual(
      bench.users({ anonymousId: 'a1' }).map(({ userId }) => userId),
      [undefined],
    );
    assert.deepEqual(bench.users({ anonymousId: 'a2' }), [
      { userId: 'u1', anonymousId: 'a2', properties: { n: 2 }, accountIds: [] },
    ]);
  });

  it('keeps properties that later calls do not name, however many there are', () => {
    const bench = createBench();
    for (let index = 0; index < 300; index += 1) bench.send(identify('u1', { [`p${index}`]: index }));
    const [user] = bench.users({ userId: 'u1' });
    assert.equal(Object.keys(user?.properties ?? {}).length, 300);
  });

  it('separates the records of connectors', () => {
    const bench = createBench();
    bench.send(identify('u1', {}), KEYS.blockingApiKey);
    assert.equal(bench.users({ userId: 'u1' }).length, 0);
    assert.equal(bench.users({ userId: 'u1' }, KEYS.blockingApiKey).length, 1);
  });
});

describe('group', () => {
  it('creates and updates an Account, and does not change the User with the same id', () => {
    const bench = createBench();
    bench.send(identify('same', { of: 'user' }));
    assert.ok(
      bench
        .send(group('same', 'same', { of: 'account', 'total billed': 830 }))
        .rules.includes('AST-GROUP-001'),
    );
    assert.ok(bench.send(group('same', 'other', { plan: 'pro' })).rules.includes('AST-GROUP-002'));
    assert.deepEqual(bench.users({ userId: 'same' }), [
      { userId: 'same', properties: { of: 'user' }, accountIds: ['same'] },
    ]);
    assert.deepEqual(bench.accounts({ groupId: 'same' }), [
      {
        groupId: 'same',
        properties: { of: 'account', 'total billed': 830, plan: 'pro' },
        userIds: ['same', 'other'],
      },
    ]);
  });

  it('associates on both sides, once, with several Accounts, and identify does not change that', () => {
    const bench = createBench();
    bench.send(identify('u1', {}));
    for (const id of ['g1', 'g2', 'g1']) bench.send(group(id, 'u1', {}));
    bench.send(identify('u1', { plan: 'pro' }));
    assert.deepEqual(bench.users({ userId: 'u1' })[0]?.accountIds, ['g1', 'g2']);
    assert.deepEqual(bench.accounts({ groupId: 'g1' })[0]?.userIds, ['u1']);
  });

  it('remembers an association until its user is identified', () => {
    const bench = createBench();
    bench.send(group('g1', 'u1', {}));
    assert.equal(bench.users({ userId: 'u1' }).length, 0);
    bench.send(identify('u1', {}));
    assert.deepEqual(bench.users({ userId: 'u1' })[0]?.accountIds, ['g1']);
  });

  it('creates an Account without a user', () => {
    const bench = createBench();
    bench.send({ type: 'group', groupId: 'g1', anonymousId: 'a1', traits: { n: 1 } });
    assert.deepEqual(bench.accounts({ groupId: 'g1' }), [
      { groupId: 'g1', properties: { n: 1 }, userIds: [] },
    ]);
  });
});

describe('track', () => {
  it('records events in order of arrival, as sent, and does not change the User', () => {
    const bench = createBench();
    bench.send(identify('u1', { plan: 'pro' }));
    const first = track('u1', 'm1', {
      timestamp: '2024-05-01T12:00:00.123456789Z',
      properties: { plan: 'x' },
    });
    bench.send(first);
    bench.send(track('u1', 'm2'));
    assert.deepEqual(bench.events({ userId: 'u1' }), [
      {
        messageId: 'm1',
        event: 'Tried',
        properties: { plan: 'x' },
        timestamp: '2024-05-01T12:00:00.123456789Z',
        userId: 'u1',
      },
      { messageId: 'm2', event: 'Tried', properties: {}, userId: 'u1' },
    ]);
    assert.deepEqual(bench.users({ userId: 'u1' })[0]?.properties, { plan: 'pro' });
  });

  it('records a messageId once for each connector, whichever user sends it', () => {
    const bench = createBench();
    bench.send(track('u1', 'm1'));
    assert.deepEqual(bench.send(track('u1', 'm1')).rules, ['AST-RETRY-001']);
    bench.send(track('u1', 'm1'), KEYS.blockingApiKey);
    assert.equal(bench.events({ userId: 'u1' }).length, 1);
    assert.equal(bench.events({ userId: 'u1' }, KEYS.blockingApiKey).length, 1);
  });

  it('accepts events without messageId, and of anonymous users', () => {
    const bench = createBench();
    for (const _ of [1, 2]) bench.send({ type: 'track', anonymousId: 'a1', event: 'Tried', messageId: null });
    assert.equal(bench.events({ anonymousId: 'a1' }).length, 2);
  });
});

describe('a full collection', () => {
  const limits = { users: 1, accounts: 1, memberships: 1, events: 1 };

  it('answers 503 to a call that would add a record, and evicts none', () => {
    const bench = createBench({ limits });
    for (const call of [identify('u1', {}), group('g1', 'u1', {}), track('u1', 'm1')]) {
      assert.equal(bench.send(call).status, 200);
    }
    const before = bench.total();
    for (const call of [
      identify('u2', {}),
      { type: 'identify', anonymousId: 'a1' },
      group('g2', 'u1', {}),
      group('g1', 'u2', {}),
      track('u1', 'm2'),
    ]) {
      const decision = bench.send(call);
      assert.deepEqual([decision.status, decision.code], [503, 'storage-full']);
    }
    assert.equal(bench.total(), before);
    assert.equal(bench.core.journal.tally().errors['storage-full'], 5);
  });

  it('still updates existing records', () => {
    const bench = createBench({ limits });
    for (const _ of [1, 2]) {
      for (const call of [identify('u1', {}), group('g1', 'u1', {}), track('u1', 'm1')]) {
        assert.equal(bench.send(call).status, 200);
      }
    }
  });
});

it('reset deletes everything', () => {
  const bench = createBench();
  for (const call of [identify('u1', {}), group('g1', 'u1', {}), track('u1', 'm1')]) bench.send(call);
  bench.core.reset();
  assert.equal(bench.total(), 0);
  assert.deepEqual(bench.core.journal.read(), { entries: [], dropped: 0 });
  assert.deepEqual(bench.send(track('u1', 'm1')).rules, ['AST-TRACK-001', 'AST-TRACK-002']);
  assert.deepEqual(bench.accounts({ groupId: 'g1' }), []);
});

function identify(userId: string, traits: Record<string, unknown>): object {
  return { type: 'identify', userId, traits };
}

function group(groupId: string, userId: string, traits: Record<string, unknown>): object {
  return { type: 'group', groupId, userId, traits };
}

function track(userId: string, messageId: string, more: object = {}): object {
  return { type: 'track', userId, messageId, event: 'Tried', ...more };
}
