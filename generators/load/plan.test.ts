/** Shards of a plan: every call once, whatever the numbers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { planOf } from './fixtures/plan.ts';
import {
  callAt,
  callsOfShard,
  callsOfUser,
  kindOf,
  placeOf,
  shardOfUser,
  timeOf,
  usersOfAccount,
} from './plan.ts';

const plans = fc
  .record({
    seed: fc.nat(),
    users: fc.integer({ min: 1, max: 60 }),
    accounts: fc.integer({ min: 1, max: 12 }),
    more: fc.nat({ max: 400 }),
    replay: fc.boolean(),
  })
  .map(({ more, ...parts }) => planOf({ ...parts, calls: parts.users + more }));

describe('the shards of a load', () => {
  it('make each call of each user once', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 9 }), (plan, of) => {
        const made = new Set<string>();
        for (let number = 1; number <= of; number += 1) {
          const shard = { number, of };
          for (let place = 0; place < callsOfShard(plan, shard); place += 1) {
            const call = callAt(plan, shard, place);
            assert.equal(placeOf(plan, shard, call), place);
            assert.equal(shardOfUser(call.user, of), number);
            assert.ok(call.index < callsOfUser(plan, call.user));
            made.add(`${call.user}.${call.index}`);
          }
        }
        assert.equal(made.size, plan.calls);
      }),
    );
  });

  it('give no two calls one time, and the last call that of the plan', () => {
    fc.assert(
      fc.property(plans, (any) => {
        const plan = { ...any, replay: false };
        const whole = { number: 1, of: 1 };
        const times = Array.from({ length: plan.calls }, (_, place) =>
          timeOf(plan, callAt(plan, whole, place)),
        );
        assert.deepEqual(
          times,
          times.toSorted((one, other) => one - other),
        );
        assert.equal(new Set(times).size, plan.calls);
        assert.equal(times.at(-1), Date.parse(plan.endsAt));
      }),
    );
  });

  it('of a replay send the calls of most users out of the order of their time', () => {
    const plan = planOf({ users: 100, calls: 1000, replay: true });
    const shard = { number: 1, of: 1 };
    const last = new Map<number, number>();
    const late = new Set<number>();
    for (let place = 0; place < plan.calls; place += 1) {
      const { user, index } = callAt(plan, shard, place);
      if (index < (last.get(user) ?? -1)) late.add(user);
      last.set(user, index);
    }
    assert.ok(late.size > 90, `${late.size}`);
  });

  it('begin with an identify call of each user, and mix the rest as they are told', () => {
    const plan = planOf({
      users: 1000,
      accounts: 10,
      calls: 41_000,
      mix: { identify: 6, group: 1, track: 3, audience: 0 },
    });
    const counts = { identify: 0, group: 0, track: 0, audience: 0 };
    for (let place = 0; place < plan.calls; place += 1) {
      const call = callAt(plan, { number: 1, of: 1 }, place);
      const kind = kindOf(plan, call);
      if (call.index === 0) assert.equal(kind, 'identify');
      else counts[kind] += 1;
    }
    assert.equal(counts.audience, 0);
    for (const [kind, share] of [
      ['identify', 24_000],
      ['group', 4000],
      ['track', 12_000],
    ] as const) {
      assert.ok(Math.abs(counts[kind] - share) < 400, `${kind}: ${counts[kind]}`);
    }
  });

  it('hold at the size of the internet', () => {
    const plan = planOf({
      users: 1_000_000_007,
      accounts: 99_999_989,
      calls: 12_345_678_901,
    });
    const of = 4096;
    let calls = 0;
    for (let number = 1; number <= of; number += 1) {
      const shard = { number, of };
      const own = callsOfShard(plan, shard);
      calls += own;
      for (const place of [0, 1, Math.floor(own / 3), own - 1]) {
        const call = callAt(plan, shard, place);
        assert.equal(placeOf(plan, shard, call), place);
        assert.ok(call.user < plan.users && call.index < callsOfUser(plan, call.user));
      }
    }
    assert.equal(calls, plan.calls);
    assert.equal([...usersOfAccount(plan, 12_345_678)].length, 20);
  });
});
