import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from './segment/delivery/random.ts';
import { createTimerQueue } from './timer-queue.ts';

describe('timers', () => {
  it('come out by their time, and those of one time in the order in which they went in', () => {
    const queue = createTimerQueue();
    const random = createRandom(7);
    const timers = Array.from({ length: 500 }, (_, order) => ({ at: Math.floor(random() * 50), order }));
    const out: typeof timers = [];
    for (const timer of timers)
      queue.add({ at: timer.at, about: { what: 'test' }, run: () => out.push(timer) });
    assert.equal(queue.size, 500);
    for (let timer = queue.take(100); timer !== undefined; timer = queue.take(100)) timer.run();
    assert.deepEqual(
      out,
      timers.toSorted((one, other) => one.at - other.at || one.order - other.order),
    );
  });

  it('stay until they are due', () => {
    const queue = createTimerQueue();
    queue.add({ at: 10, about: { what: 'test' }, run: () => {} });
    assert.equal(queue.take(9), undefined);
    assert.equal(queue.next(), 10);
    assert.equal(queue.take(10)?.at, 10);
    assert.equal(queue.next(), undefined);
  });
});
