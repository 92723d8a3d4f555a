import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../segment/delivery/random.ts';
import { createDueQueue } from './due-queue.ts';

describe('the queue of due items', () => {
  it('returns items by time, and items with the same time in order of addition', () => {
    const queue = createDueQueue<{ at: number; order: number }>();
    const random = createRandom(7);
    const items = Array.from({ length: 500 }, (_, order) => ({ at: Math.floor(random() * 50), order }));
    const out: typeof items = [];
    for (const item of items) queue.add(item);
    assert.equal(queue.size, 500);
    for (let item = queue.take(100); item !== undefined; item = queue.take(100)) out.push(item);
    assert.deepEqual(
      out,
      items.toSorted((one, other) => one.at - other.at || one.order - other.order),
    );
  });

  it('keeps an item until it is due', () => {
    const queue = createDueQueue();
    queue.add({ at: 10 });
    assert.equal(queue.take(9), undefined);
    assert.equal(queue.next(), 10);
    assert.equal(queue.take(10)?.at, 10);
    assert.equal(queue.next(), undefined);
  });
});
