/** Audiences and computed traits, from their creation to the calls that a destination receives. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outbound } from '../../segment/delivery/transport.ts';
import { type BenchOptions, createBench, START } from '../../testing.ts';
import type { AudienceDefinition } from '../definition/index.ts';
import { createProfiles } from '../profiles/index.ts';
import { idOf } from '../profiles/profile-id.ts';
import type { Computed } from './computation.ts';
import { createFollower } from './follower.ts';
import { createMemberSet } from './member-set.ts';

const HOUR = 3_600_000;

const POWER_USERS: AudienceDefinition = {
  kind: 'audience',
  name: 'Power Users',
  key: 'power_users',
  level: 'user',
  as: [],
  rule: undefined,
};

/** A bench on a frozen clock, with a remote destination that records what it receives. */
function open(options: BenchOptions & { statusOf?: (outbound: Outbound) => number } = {}) {
  const { statusOf = () => 200, ...rest } = options;
  const got: Outbound['call'][] = [];
  const bench = createBench({
    forwardTo: 'http://127.0.0.1:9/segment',
    forwardApiKey: 'fk-1',
    forward: async (outbound) => {
      const status = statusOf(outbound);
      if (status < 300) got.push(outbound.call);
      return { status, ms: 0 };
    },
    ...rest,
  });
  bench.core.clock.freeze();
  const { engage, clock } = bench.core;
  const make = (definition: Parameters<typeof engage.create>[0] = POWER_USERS, userIds: string[] = []) => {
    const made = engage.create(
      definition,
      userIds.map((userId) => member(userId)),
    );
    assert.ok('value' in made, JSON.stringify(made));
    return made.value;
  };
  const pass = (ms: number) => clock.move((now) => now + ms);
  const sync = async (computed: Computed) => {
    assert.ok('value' in engage.sync(computed));
    await pass(0);
  };
  const flags = () => got.splice(0).map(flagOf);
  return { ...bench, engage, make, pass, sync, got, flags };
}

function member(userId: string, ...emails: string[]) {
  return { id: idOf({ userId }), emails, users: [] };
}

/** `ada true`, or `ada ada@home.example true` for an address. */
function flagOf(call: Outbound['call']): string {
  const { userId, anonymousId, groupId, traits } = call as Record<string, unknown>;
  const { email, ...flags } = traits as Record<string, unknown>;
  return [groupId, userId ?? anonymousId, email, ...Object.values(flags).map((flag) => JSON.stringify(flag))]
    .filter((part) => part !== undefined)
    .join(' ');
}

describe('a sync', () => {
  it('sends every member first, and later only those who entered or left', async () => {
    const { engage, make, sync, flags } = open();
    const audience = make(POWER_USERS, ['ada', 'bob', 'cleo']);
    await sync(audience);
    assert.deepEqual(flags(), ['ada true', 'bob true', 'cleo true']);
    assert.deepEqual(engage.move(audience, [member('dan'), member('ada')], 'enter'), { value: 1 });
    assert.deepEqual(engage.move(audience, [member('bob'), member('stranger')], 'leave'), { value: 1 });
    await sync(audience);
    assert.deepEqual(flags(), ['dan true', 'bob false']);
    await sync(audience);
    assert.deepEqual(flags(), []);
    assert.equal(audience.latest?.kind, 'later');
  });

  it('sends nothing about a member who entered and left between two syncs', async () => {
    const { engage, make, sync, flags } = open();
    const audience = make(POWER_USERS, ['ada']);
    engage.move(audience, [member('early')], 'enter');
    engage.move(audience, [member('early')], 'leave');
    await sync(audience);
    engage.move(audience, [member('ada')], 'leave');
    engage.move(audience, [member('ada')], 'enter');
    engage.move(audience, [member('late')], 'enter');
    engage.move(audience, [member('late')], 'leave');
    await sync(audience);
    assert.deepEqual(flags(), ['ada true']);
  });

  it('begins after six hours, and then every two and a half hours', async () => {
    const { engage, make, pass, flags } = open();
    const audience = make(POWER_USERS, ['ada']);
    await pass(6 * HOUR - 1);
    assert.deepEqual(flags(), []);
    await pass(1);
    assert.deepEqual(flags(), ['ada true']);
    engage.move(audience, [member('ada')], 'leave');
    await pass(2.5 * HOUR - 1);
    assert.deepEqual(flags(), []);
    await pass(1);
    assert.deepEqual(flags(), ['ada false']);
  });

  it('makes a call for each identifier, again for a new one, and for all of them on leaving', async () => {
    const { engage, make, sync, flags, post } = open();
    const audience = make();
    engage.move(audience, [member('ada', 'ada@home.example')], 'enter');
    await sync(audience);
    assert.deepEqual(flags(), ['ada true', 'ada ada@home.example true']);
    post('/v1/identify', { userId: 'ada', traits: { email: 'ada@work.example' } });
    await sync(audience);
    const again = ['ada true', 'ada ada@home.example true', 'ada ada@work.example true'];
    assert.deepEqual(flags().slice(1), again);
    engage.move(audience, [member('ada')], 'leave');
    await sync(audience);
    assert.deepEqual(
      flags(),
      again.map((flag) => flag.replace('true', 'false')),
    );
  });

  it('ends with the right flag on every member after ten minutes of 503', async () => {
    let status = 200;
    let isLate = false;
    const { engage, make, sync, pass, flags } = open({
      engage: { window: 8 },
      statusOf: ({ call }) => {
        if (!isLate && call.userId === 'u20') status = 503;
        return status;
      },
    });
    const userIds = Array.from({ length: 100 }, (_, index) => `u${index}`);
    const audience = make(POWER_USERS, userIds);
    await sync(audience);
    assert.ok(audience.latest?.endedAt === undefined);
    engage.move(audience, [member('u20'), member('u99')], 'leave');
    await pass(600_000);
    isLate = true;
    status = 200;
    await pass(24 * HOUR);
    const last = new Map(flags().map((flag) => flag.split(' ') as [string, string]));
    assert.deepEqual(last.get('u20'), 'false');
    assert.deepEqual(
      last.get('u99'),
      undefined,
      'no call about a member who left before the sync reached it',
    );
    for (const userId of userIds.filter((id) => id !== 'u20' && id !== 'u99')) {
      assert.equal(last.get(userId), 'true', userId);
    }
  });

  it('sends again what the delivery engine gave up in the last one', async () => {
    let status = 400;
    const { make, sync, flags } = open({ statusOf: () => status });
    const audience = make(POWER_USERS, ['ada']);
    await sync(audience);
    assert.deepEqual([audience.latest?.progress.failed, flags()], [1, []]);
    status = 200;
    await sync(audience);
    assert.deepEqual([audience.latest?.progress.delivered, flags()], [1, ['ada true']]);
  });

  it('never has more changes under way than its window', async () => {
    let underWay = 0;
    let most = 0;
    const { make, sync } = open({
      engage: { window: 16 },
      concurrency: 1_000,
      forward: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return { status: 200, ms: 0 };
      },
    });
    const audience = make(
      POWER_USERS,
      Array.from({ length: 2_000 }, (_, index) => `u${index}`),
    );
    await sync(audience);
    assert.deepEqual([most, audience.latest?.progress.delivered], [16, 2_000]);
  });

  it('does not begin while one is under way', async () => {
    const { engage, make, sync } = open({ statusOf: () => 503 });
    const audience = make(POWER_USERS, ['ada']);
    await sync(audience);
    assert.match(JSON.stringify(engage.sync(audience)), /wait for its end/);
  });

  it('is deleted with everything else by a reset', async () => {
    const { core, engage, make, pass, flags } = open();
    make(POWER_USERS, ['ada']);
    core.reset();
    await pass(24 * HOUR);
    assert.deepEqual([engage.list(), flags()], [[], []]);
  });
});

describe('an audience with a rule', () => {
  it('follows the events: thirty days after the order the flag is false', async () => {
    const { post, users, core } = createBench();
    core.clock.freeze();
    const rule = { event: 'Order Completed', withinDays: 30 };
    const key = 'order_completed_last_30days';
    assert.ok('value' in core.engage.create({ ...POWER_USERS, key, rule }, []));
    post('/v1/track', { userId: 'ada', event: 'Order Completed' });
    await core.clock.move((now) => now + 6 * HOUR);
    const flag = () => users({ userId: 'ada' })[0]?.properties.order_completed_last_30days;
    assert.equal(flag(), true);
    await core.clock.move(() => START + 30 * 24 * HOUR - 1);
    assert.equal(flag(), true);
    await core.clock.move((now) => now + 3 * HOUR);
    assert.equal(flag(), false);
  });
});

describe('an update to what was received', () => {
  const isMember = (computed: Computed, id: string) =>
    'has' in computed.ledger && computed.ledger.has(id) ? 'in' : 'out';

  it('includes an event from its time on, and excludes it when it is older than withinDays', async () => {
    const { engage, make, post, pass } = open();
    const rule = { event: 'Order Completed', property: 'amount', greater: 5, withinDays: 2 };
    const audience = make({ ...POWER_USERS, rule });
    const order = (amount: number, timestamp: number) =>
      post('/v1/track', {
        userId: 'ada',
        event: 'Order Completed',
        properties: { amount },
        timestamp: new Date(timestamp).toISOString(),
        sentAt: new Date(START).toISOString(),
      });
    order(9, START + HOUR);
    order(3, START);
    const states: string[] = [];
    for (const hours of [0, 1, 47, 1]) {
      await pass(hours * HOUR);
      engage.preview(audience, 1);
      states.push(isMember(audience, 'u:ada'));
    }
    assert.deepEqual(states, ['out', 'in', 'in', 'out']);
  });

  it('applies a trait of an account to all of its users, and a change of a user to the account', async () => {
    const { engage, make, post } = open();
    const users = make({ ...POWER_USERS, rule: { accountTrait: 'plan', equals: 'pro' } });
    const accounts = make({
      ...POWER_USERS,
      key: 'accounts',
      level: 'account',
      as: ['group'],
      rule: { trait: 'role', equals: 'owner' },
    });
    for (const userId of ['ada', 'bob']) post('/v1/group', { userId, groupId: 'acme', traits: {} });
    const look = () => {
      for (const computed of [users, accounts]) engage.preview(computed, 1);
      return [isMember(users, 'u:ada'), isMember(users, 'u:bob'), isMember(accounts, 'g:acme')];
    };
    assert.deepEqual(look(), ['out', 'out', 'out']);
    post('/v1/group', { userId: 'ada', groupId: 'acme', traits: { plan: 'pro' } });
    assert.deepEqual(look(), ['in', 'in', 'out']);
    post('/v1/identify', { userId: 'bob', traits: { role: 'owner' } });
    assert.deepEqual(look(), ['in', 'in', 'in']);
  });

  it('looks only at what has changed', () => {
    const profiles = createProfiles(10_000_000);
    const found: string[] = [];
    const watched = {
      ...profiles,
      get moment() {
        return profiles.moment;
      },
      find: (id: string) => {
        found.push(id);
        return profiles.find(id);
      },
    };
    const note = (userId: string, plan: string) =>
      profiles.note({ type: 'identify', userId, traits: { plan } }, 10);
    for (let index = 0; index < 1_000; index += 1) note(`u${index}`, 'free');
    const ledger = createMemberSet();
    const definition = { ...POWER_USERS, rule: { trait: 'plan', equals: 'pro' } };
    const follower = createFollower({ definition, ledger } as unknown as Computed, watched);
    follower.refresh(START);
    assert.equal(found.splice(0).length, 1_000);
    for (const userId of ['u7', 'u900', 'u7']) note(userId, 'pro');
    follower.refresh(START);
    assert.deepEqual(found.splice(0).sort(), ['u:u7', 'u:u900']);
    assert.deepEqual([ledger.size, ledger.has('u:u7'), ledger.has('u:u900')], [2, true, true]);
    follower.refresh(START + HOUR);
    assert.deepEqual(found, []);
  });
});

describe('a computed trait', () => {
  it('is sent only when its value has changed', async () => {
    const { make, sync, post, got } = open();
    const order = (amount: number) =>
      post('/v1/track', { userId: 'ada', event: 'Order Completed', properties: { amount } });
    order(10);
    order(5);
    const formula = { compute: 'sum', event: 'Order Completed', property: 'amount' } as const;
    const trait = make({ kind: 'trait', name: 'Spent', key: 'spent', formula });
    await sync(trait);
    await sync(trait);
    order(0);
    await sync(trait);
    order(1);
    await sync(trait);
    const sent = got.filter(({ type }) => type === 'identify').map(flagOf);
    assert.deepEqual(sent, ['ada 15', 'ada 16']);
  });
});

describe('an account-level audience', () => {
  const definition = { ...POWER_USERS, level: 'account', as: ['group', 'identify'] } as const;

  it('is one group for the account and an identify for each user', async () => {
    const { engage, make, sync, flags } = open();
    const audience = make(definition);
    const account = {
      id: idOf({ groupId: 'acme' }),
      emails: [],
      users: [idOf({ userId: 'ada' }), idOf({ userId: 'bob' })],
    };
    engage.move(audience, [account], 'enter');
    await sync(audience);
    assert.deepEqual(flags(), ['acme ada true', 'ada true', 'bob true']);
  });

  it('skips an account without users, and says why', async () => {
    const { engage, make, sync, flags } = open();
    const audience = make(definition);
    engage.move(audience, [{ id: idOf({ groupId: 'acme' }), emails: [], users: [] }], 'enter');
    await sync(audience);
    assert.deepEqual(flags(), []);
    assert.match(Object.keys(audience.latest?.progress.skipped ?? {}).join(), /without users/);
  });
});

describe('a sync over very many profiles', () => {
  it('lets other work have its turn while it looks at them, and misses none', async () => {
    const { make, post, pass, flags } = open();
    const rule = { trait: 'plan', equals: 'pro' } as const;
    const audience = make({ ...POWER_USERS, rule });
    for (let from = 0; from < 20_000; from += 2_000) {
      const batch = Array.from({ length: 2_000 }, (_, index) => ({
        type: 'identify',
        userId: `u${from + index}`,
        traits: { plan: from + index === 19_999 ? 'pro' : 'free' },
        integrations: { All: false },
      }));
      assert.equal(post('/v1/batch', { batch }).status, 200);
    }
    flags();
    const end = countTurns();
    await pass(audience.nextSyncAt - START);
    const turns = end();
    // The stopwatch of these tests stands still, so a slice is a thousand steps.
    assert.ok(turns >= 20, `other work had ${turns} turns`);
    assert.deepEqual(flags(), ['u19999 true']);
    assert.equal(audience.syncs, 1);
  });

  it('lets other work have its turn while it sends, however long each call takes', async () => {
    let time = 0;
    const { make, pass, flags } = open({
      stopwatch: () => {
        time += 1;
        return time;
      },
    });
    const audience = make(
      POWER_USERS,
      Array.from({ length: 400 }, (_, index) => `u${index}`),
    );
    const end = countTurns();
    await pass(audience.nextSyncAt - START);
    const turns = end();
    // By this stopwatch a slice of ten milliseconds is ten calls.
    assert.ok(turns >= 20, `other work had ${turns} turns`);
    assert.equal(flags().length, 400);
  });

  it('is under way as soon as it looks at them', async () => {
    const { engage, make, post, pass } = open();
    const audience = make({ ...POWER_USERS, rule: { trait: 'plan', equals: 'pro' } });
    const batch = Array.from({ length: 2_000 }, (_, index) => ({
      type: 'identify',
      userId: `u${index}`,
      traits: { plan: 'pro' },
      integrations: { All: false },
    }));
    post('/v1/batch', { batch });
    const moved = pass(audience.nextSyncAt - START);
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok('problem' in engage.sync(audience));
    await moved;
    assert.equal(audience.syncs, 1);
    assert.equal(audience.latest?.progress.delivered, 2_000);
  });
});

describe('a refusal', () => {
  it('is the answer to a key that is taken, by another audience or by a trait of the user', () => {
    const { engage, make, post } = open();
    make();
    const refuse = (key: string) => JSON.stringify(engage.create({ ...POWER_USERS, key }, []));
    assert.match(refuse(POWER_USERS.key), /taken by .*Power Users/);
    post('/v1/identify', { userId: 'ada', traits: { plan: 'pro' } });
    assert.match(refuse('plan'), /overwrite a trait of the user/);
    assert.match(refuse('email'), /the address that calls carry/);
    assert.match(refuse('Power users'), /key must be 1 to 200 lower-case/);
    assert.equal(engage.list().length, 1);
  });

  it('is the answer to options of Engage that cannot be used', () => {
    assert.throws(() => createBench({ engage: { window: 0 } }), /engage.window/);
    assert.throws(() => createBench({ engage: { apiKey: 'a b' } }), /engage.apiKey/);
  });
});

describe('the payload', () => {
  it('is the documented one, with its own source and API key', async () => {
    const keys: string[] = [];
    const { make, sync, got, core } = open({
      engage: { apiKey: 'ek-1' },
      statusOf: ({ apiKey }) => {
        keys.push(apiKey);
        return 200;
      },
    });
    await sync(make(POWER_USERS, ['ada']));
    const [call] = got as readonly Record<string, unknown>[];
    assert.match(String(call?.messageId), /^personas_[A-Za-z0-9]{27}$/);
    const { personas } = call?.context as { personas: Record<string, string> };
    assert.match(personas.computation_id ?? '', /^aud_[A-Za-z0-9]{27}$/);
    assert.match(personas.space_id ?? '', /^spa_[A-Za-z0-9]{27}$/);
    assert.deepEqual(
      [personas.computation_class, personas.computation_key, personas.namespace],
      ['audience', 'power_users', personas.space_id],
    );
    assert.deepEqual(call?.integrations, { All: false, Astrolabe: true });
    assert.deepEqual(
      [call?.type, call?.sentAt, call?.originalTimestamp, call?.timestamp],
      ['identify', null, '2024-05-01T12:00:00.000000000Z', '2024-05-01T12:00:00.000Z'],
    );
    assert.notEqual(call?.projectId, core.source.projectId);
    assert.deepEqual(keys, ['ek-1']);
  });
});

/** Counts the turns that other work has, until the function that it returns is called. */
function countTurns(): () => number {
  let turns = 0;
  let isOver = false;
  const next = () => {
    turns += 1;
    if (!isOver) setImmediate(next);
  };
  setImmediate(next);
  return () => {
    isOver = true;
    return turns;
  };
}
