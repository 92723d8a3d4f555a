/** What a shard has sent is the same after it was saved and read again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { planOf } from '../../generators/load/fixtures/plan.ts';
import { type LoadPlan, type ShardState, validate } from '../../schemas/index.ts';
import { arrivedIn, fittingStates, sentBy } from './load-record.ts';
import { createShardCounter } from './shard-counter.ts';

const plan = planOf();
const about = { plan, target: 'http://127.0.0.1/', startedAt: '2026-11-28T10:00:00.000Z' };
const whole = { number: 1, of: 1 };
const answered = (status: number) => ({ status, headers: {}, body: '' });

/** What is in use after garbage is collected. */
function usedMiB(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe('the counter of a shard', () => {
  it('counts alike, however often it is saved and read again', () => {
    const calls = fc.uniqueArray(fc.tuple(fc.nat({ max: 39 }), fc.constantFrom(200, 202, 400, 413, 503, 0)), {
      selector: ([place]) => place,
    });
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 7 }), (ended, every) => {
        let counter = createShardCounter({ ...about, shard: whole });
        for (const [at, [place, status]] of ended.entries()) {
          const answer = status === 0 ? { failure: 'reset', code: 'ECONNRESET' } : answered(status);
          counter.count(place, { answer, durationMs: 1.5, isRepeated: false }, 10);
          if (at % every !== 0) continue;
          const saved = JSON.parse(JSON.stringify(counter.saved(at, 10)));
          assert.deepEqual(validate('shard-state', saved), []);
          counter = createShardCounter({ ...about, shard: whole }, saved);
        }
        const saved = counter.saved(99, 10);
        const sent = sentBy(plan, [saved]);
        const count = (of: (status: number) => boolean) => ended.filter(([, status]) => of(status)).length;
        assert.equal(
          sent.accepted,
          count((status) => status === 200 || status === 202),
        );
        assert.equal(
          sent.failed.calls,
          count((status) => status === 0 || status === 503),
        );
        assert.equal(
          sent.refused['400']?.calls ?? 0,
          count((status) => status === 400),
        );
        assert.equal(
          sent.refused['413']?.calls ?? 0,
          count((status) => status === 413),
        );
        assert.equal(sent.calls, ended.length);
        assert.equal(sent.unsent, 40 - ended.length);
        assert.deepEqual(counter.calls(), { done: sent.calls, notAccepted: sent.calls - sent.accepted });
        const hasArrived = arrivedIn(plan, [saved]);
        for (const [place, status] of ended) {
          const planned = { user: place % 10, index: Math.floor(place / 10) };
          assert.equal(hasArrived(planned), status === 200 || status === 202);
        }
      }),
    );
  });

  it('keeps a million refused calls in a row in little memory', () => {
    const calls = 1_000_000;
    const counter = createShardCounter({ ...about, plan: planOf({ users: calls, calls }), shard: whole });
    const refused = { answer: answered(400), durationMs: 1, isRepeated: false };
    counter.count(0, refused, 1);
    const before = usedMiB();
    for (let place = 1; place < calls; place += 1) counter.count(place, refused, 1);
    const more = usedMiB() - before;
    assert.deepEqual(counter.saved(1, 1).refused['400']?.places, [[0, calls - 1]]);
    assert.ok(more < 4, `${more.toFixed(1)} MiB`);
  });

  it('counts a call that failed and was accepted later as accepted', () => {
    const counter = createShardCounter({ ...about, shard: whole });
    counter.count(
      3,
      { answer: { failure: 'reset', code: 'ECONNRESET' }, durationMs: 1, isRepeated: false },
      1,
    );
    assert.equal(counter.isDone(3), false);
    counter.count(3, { answer: answered(200), durationMs: 1, isRepeated: true }, 1);
    assert.equal(counter.isDone(3), true);
    assert.deepEqual(counter.calls(), { done: 1, notAccepted: 0 });
    assert.equal(counter.saved(1, 1).failed.calls, 0);
  });
});

describe('the end of a call', () => {
  const endOf = (status: number, isRepeated = false) =>
    createShardCounter({ ...about, shard: whole }).count(
      0,
      { answer: answered(status), durationMs: 1, isRepeated },
      1,
    );

  it('is that it arrived, also if the destination knows it already', () => {
    for (const status of [200, 202, 204]) assert.equal(endOf(status), 'accepted');
    assert.equal(endOf(409, true), 'accepted');
    assert.deepEqual(endOf(409), { status: '409' });
  });

  it('is open if the response is not about the call', () => {
    for (const status of [302, 401, 403, 404, 408, 429, 500, 503]) assert.equal(endOf(status), 'failed');
    for (const status of [400, 413, 422]) assert.deepEqual(endOf(status), { status: String(status) });
  });
});

describe('the states of the shards of a load', () => {
  const stateOf = (number: number, of: number, own = plan) =>
    createShardCounter({ ...about, plan: own, shard: { number, of } }).saved(1, 1);

  it('belong together, whatever the order of the members of their plans', () => {
    const { mix, ...rest } = plan;
    const same = { mix: Object.fromEntries(Object.entries(mix).reverse()), ...rest } as LoadPlan;
    const found = [
      { file: 'one', state: stateOf(1, 2) },
      { file: 'two', state: stateOf(2, 2, same) },
    ];
    assert.ok('value' in fittingStates(plan, found));
  });

  it('are refused if they do not, by their files', () => {
    const problemOf = (...found: Parameters<typeof fittingStates>[1]) => {
      const fitting = fittingStates(plan, found);
      return 'problem' in fitting ? fitting.problem : '';
    };
    const first = { file: 'one', state: stateOf(1, 2) };
    assert.match(problemOf(first, { file: 'two', state: stateOf(1, 2) }), /one and two are the same shard/);
    assert.match(
      problemOf(first, { file: 'two', state: stateOf(3, 3) }),
      /one is one of 2, and two one of 3/,
    );
    const other = stateOf(2, 2, { ...plan, seed: 4 });
    assert.match(problemOf(first, { file: 'two', state: other }), /two is of another load/);
    for (const damage of [
      { done: 41 },
      { beyond: [[5, 3]] },
      { done: 9, beyond: [[3, 4]] },
      { beyond: [[2, 70]] },
    ]) {
      const state = { ...stateOf(1, 2), ...damage } as ShardState;
      assert.match(problemOf({ file: 'one', state }), /one is damaged/);
    }
  });
});
