import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FaultPlanBody } from '../../schemas/index.ts';
import { createFaults, readPlan } from './index.ts';

/** Faults with a clock that stands still, and plans as they are written. */
function bench() {
  const faults = createFaults({ now: () => 0 });
  const set = (id: string, body: Partial<FaultPlanBody>) => {
    const read = readPlan(id, { at: 'destination', then: ['pass'], ...body });
    assert.ok('plan' in read, 'the plan is refused');
    return faults.put(id, read.plan);
  };
  const meet = (call: Record<string, unknown> = {}) => faults.next('destination', [call])?.status;
  return { faults, set, meet };
}

const never = new AbortController().signal;

describe('faults', () => {
  it('are met in turn, each step as often as it says, and then no more', () => {
    const { set, meet, faults } = bench();
    assert.equal(faults.isAny, false);
    set('f', { then: [{ status: 503, times: 2 }, 'pass', { status: 429 }] });
    assert.equal(faults.isAny, true);
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => meet()),
      [503, 503, undefined, 429, undefined],
    );
    assert.equal(faults.isAny, true, 'a spent plan is still there');
  });

  it('say when a step was spent, and not when a request passes without one', () => {
    let spent = 0;
    const faults = createFaults({ now: () => 0 }, () => {
      spent += 1;
    });
    const read = readPlan('f', { at: 'records', then: ['pass', { status: 503 }] });
    assert.ok('plan' in read);
    faults.put('f', read.plan);
    const counts = [1, 2, 3].map(() => {
      faults.next('records', [{ collection: 'users' }]);
      return spent;
    });
    assert.deepEqual(counts, [1, 2, 2]);
  });

  it('are met at their place, by what matches', () => {
    const { set, meet, faults } = bench();
    set('f', { where: { 'properties.plan': 'pro', type: 'track' }, then: [{ status: 500 }] });
    assert.equal(faults.next('ingress', [{ type: 'track', properties: { plan: 'pro' } }]), undefined);
    for (const call of [
      { type: 'track' },
      { type: 'track', properties: { plan: 'free' } },
      { type: 'identify', properties: { plan: 'pro' } },
      { type: 'track', 'properties.plan': 'pro' },
    ]) {
      assert.equal(meet(call), undefined, JSON.stringify(call));
    }
    assert.equal(meet({ type: 'track', properties: { plan: 'pro' } }), 500);
  });

  it('know the operators of expectations', () => {
    const { set, meet } = bench();
    set('f', {
      where: { type: { $in: ['track', 'page'] }, 'properties.total': { $gt: 5 }, userId: { $exists: false } },
      then: [{ status: 500 }],
    });
    assert.equal(meet({ type: 'track', properties: { total: 5 } }), undefined);
    assert.equal(meet({ type: 'track', properties: { total: 6 }, userId: 'u' }), undefined);
    assert.equal(meet({ type: 'page', properties: { total: 6 } }), 500);
  });

  it('find members whose names have dots, and texts in arrays', () => {
    const { set, meet } = bench();
    set('f', { where: [{ path: ['properties', 'a.b'], is: [1, { c: null }] }], then: [{ status: 500 }] });
    assert.equal(meet({ properties: { a: { b: [1, { c: null }] } } }), undefined);
    assert.equal(meet({ properties: { 'a.b': [1, {}] } }), undefined);
    assert.equal(meet({ properties: { 'a.b': [1, { c: null }] } }), 500);
  });

  it('count every request, and keep some of the calls', () => {
    const { set, meet, faults } = bench();
    set('f', { then: [{ status: 503, times: 150 }] });
    for (let number = 1; number <= 150; number += 1) meet({ messageId: `m${number}` });
    const [step] = faults.find('f')?.steps ?? [];
    assert.deepEqual([step?.spent, step?.calls.length, step?.calls[99]?.messageId], [150, 100, 'm100']);
    set('batch', { at: 'ingress', then: Array.from({ length: 20 }, () => ({ status: 503 })) });
    const batch = Array.from({ length: 2_500 }, (_, index) => ({ messageId: `m${index}` }));
    for (let times = 1; times <= 20; times += 1) faults.next('ingress', batch);
    const kept = faults.find('batch')?.steps.flatMap(({ calls }) => calls);
    assert.equal(kept?.length, 1_000);
  });

  it('keep long ids and odd values short', () => {
    const { set, meet, faults } = bench();
    set('f', { then: [{ status: 503, times: 2 }] });
    meet({ messageId: 'x'.repeat(30_000), type: { evil: true } });
    const [call] = faults.find('f')?.steps[0]?.calls ?? [];
    assert.ok((call?.messageId?.length ?? 0) < 300);
    assert.equal(call?.type, undefined);
  });

  it('show a plan that does not change afterwards', () => {
    const { set, meet, faults } = bench();
    set('f', { then: [{ status: 503 }] });
    const before = faults.find('f');
    meet({ messageId: 'm' });
    assert.deepEqual([before?.spent, before?.steps[0]?.spent, before?.steps[0]?.calls], [false, 0, []]);
  });
});

describe('waiting for a fault', () => {
  it('ends when its last step is met', async () => {
    const { set, meet, faults } = bench();
    set('f', { then: [{ status: 503 }, 'pass'] });
    let ended = false;
    const waiting = faults.spent('f', never)?.then((end) => {
      ended = true;
      return end;
    });
    meet();
    await Promise.resolve();
    assert.equal(ended, false);
    meet();
    assert.equal(await waiting, 'spent');
    assert.equal(await faults.spent('f', never), 'spent');
  });

  it('goes on with the plan that replaces it', async () => {
    const { set, meet, faults } = bench();
    set('f', { then: [{ status: 503, times: 9 }] });
    const waiting = faults.spent('f', never);
    set('f', { then: [{ status: 500 }] });
    meet();
    assert.equal(await waiting, 'spent');
  });

  it('ends when the plan is removed, all are, or nobody waits any more', async () => {
    const { set, faults } = bench();
    for (const [end, act] of [
      ['removed', () => faults.remove('f')],
      ['removed', () => faults.clear()],
      ['aborted', (abort: () => void) => abort()],
    ] as const) {
      set('f', {});
      const controller = new AbortController();
      const waiting = faults.spent('f', controller.signal);
      act(() => controller.abort());
      assert.equal(await waiting, end);
    }
    assert.equal(await faults.spent('f', AbortSignal.abort()), 'aborted');
    assert.equal(faults.spent('unknown', never), undefined);
  });
});
