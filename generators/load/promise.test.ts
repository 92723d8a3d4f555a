/** What a plan promises is what its calls lead to, in whatever order they arrive. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { validate } from '../../schemas/index.ts';
import { callNamedIn, callOf, callWithValue, groupIdOf, stampOf, userIdOf } from './calls-of-plan.ts';
import { planOf } from './fixtures/plan.ts';
import { callAt, callsOfUser, kindOf, type PlannedCall } from './plan.ts';
import { promisedAccount, promisedUser } from './promise.ts';

const plan = planOf({ users: 40, accounts: 6, calls: 700 });
const everyCall: readonly PlannedCall[] = Array.from({ length: plan.calls }, (_, place) =>
  callAt(plan, { number: 1, of: 1 }, place),
);

/** What any of the calls has. */
interface SentCall {
  readonly type: string;
  readonly userId: string;
  readonly groupId: string;
  readonly messageId: string;
  readonly event: string;
  readonly properties: object;
  readonly timestamp: string;
  readonly traits: object;
}

interface Stored {
  readonly users: Map<string, { properties: Record<string, unknown>; accounts: Set<string> }>;
  readonly accounts: Map<string, { properties: Record<string, unknown>; users: Set<string> }>;
  readonly events: Map<string, object>;
}

/** A destination in its simplest form. @param ofUsersOnly associates nobody who was not identified before */
function apply(calls: readonly PlannedCall[], ofUsersOnly = false): Stored {
  const identified = new Set<string>();
  const stored: Stored = { users: new Map(), accounts: new Map(), events: new Map() };
  const userOf = (id: string) => {
    const user = stored.users.get(id) ?? { properties: {}, accounts: new Set() };
    stored.users.set(id, user);
    return user;
  };
  for (const planned of calls) {
    const call = callOf(plan, planned) as unknown as SentCall;
    const user = userOf(call.userId);
    if (call.type === 'identify') {
      identified.add(call.userId);
      Object.assign(user.properties, call.traits);
    } else if (call.type === 'track') {
      const { event, properties, timestamp } = call;
      stored.events.set(call.messageId, { event, properties, timestamp, of: call.userId });
    } else {
      const account = stored.accounts.get(call.groupId) ?? { properties: {}, users: new Set() };
      stored.accounts.set(call.groupId, account);
      Object.assign(account.properties, call.traits);
      if (ofUsersOnly && !identified.has(call.userId)) continue;
      account.users.add(call.userId);
      user.accounts.add(call.groupId);
    }
  }
  return stored;
}

/** What is promised, in the form of what is stored. */
function promised(hasArrived: (planned: PlannedCall) => boolean): Stored {
  const stored: Stored = { users: new Map(), accounts: new Map(), events: new Map() };
  const values = (promises: ReadonlyMap<string, { value: unknown; isDue: boolean }>) =>
    [...promises].filter(([, { isDue }]) => isDue).map(([name, { value }]) => [name, value] as const);
  for (let user = 0; user < plan.users; user += 1) {
    const { userId, properties, accounts, events } = promisedUser(plan, user, hasArrived);
    const names = values(accounts).map(([name]) => name);
    const isAny = [...Array(callsOfUser(plan, user)).keys()].some((index) => hasArrived({ user, index }));
    if (isAny) {
      stored.users.set(userId, {
        properties: Object.fromEntries(values(properties)),
        accounts: new Set(names),
      });
    }
    for (const [, event] of values(events)) {
      const { messageId, ...rest } = event as { messageId: string };
      stored.events.set(messageId, { ...rest, of: userId });
    }
  }
  for (let account = 0; account < plan.accounts; account += 1) {
    const found = promisedAccount(plan, account, hasArrived);
    if (found.account?.isDue !== true) continue;
    stored.accounts.set(found.groupId, {
      properties: Object.fromEntries(values(found.properties)),
      users: new Set(values(found.users).map(([name]) => name)),
    });
  }
  return stored;
}

describe('the promise of a load', () => {
  it('is what its calls lead to in any order, doubled or not', () => {
    const orders = fc.shuffledSubarray([...everyCall, ...everyCall.slice(0, 100)], {
      minLength: everyCall.length + 100,
    });
    fc.assert(
      fc.property(orders, (calls) =>
        assert.deepEqual(
          apply(calls),
          promised(() => true),
        ),
      ),
      { numRuns: 30 },
    );
  });

  it('is what the calls that arrived lead to', () => {
    fc.assert(
      fc.property(fc.subarray([...everyCall]), (calls) => {
        const arrived = new Set(calls.map(({ user, index }) => `${user}.${index}`));
        const hasArrived = ({ user, index }: PlannedCall) => arrived.has(`${user}.${index}`);
        assert.deepEqual(apply(calls, true), promised(hasArrived));
      }),
      { numRuns: 30 },
    );
  });

  it('has every kind of call, each valid', () => {
    for (const planned of everyCall) {
      assert.deepEqual(validate('call', callOf(plan, planned)), [], JSON.stringify(callOf(plan, planned)));
    }
    assert.equal(new Set(everyCall.map((planned) => kindOf(plan, planned))).size, 4);
  });

  it('says in each value which call sent it', () => {
    for (const planned of everyCall) {
      assert.deepEqual(callNamedIn(plan, stampOf(plan, planned).messageId), planned);
      const traits = callOf(plan, planned).traits as Record<string, unknown> | undefined;
      const value = traits?.[`load_${planned.index}`];
      if (value !== undefined && typeof value !== 'boolean') {
        assert.deepEqual(callWithValue(plan, value), planned, JSON.stringify(value));
      }
    }
    for (const other of ['', '41.0', '1.999', '7', 'x 3', 40_000, 3.25, null, [], {}]) {
      assert.equal(callWithValue(plan, other), undefined, JSON.stringify(other));
    }
  });

  it('gives every identifier the run', () => {
    for (const id of [
      userIdOf(plan, 3),
      groupIdOf(plan, 3),
      stampOf(plan, { user: 1, index: 0 }).messageId,
    ]) {
      assert.match(id, /^conformance-x7-/);
    }
  });
});
