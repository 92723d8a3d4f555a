import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createFifo } from './fifo.ts';
import { createRandom } from './random.ts';

it('a queue returns its items in order, however put and take alternate', () => {
  const queue = createFifo<number>();
  const random = createRandom(11);
  let put = 0;
  let taken = 0;
  for (let turn = 0; turn < 20_000; turn += 1) {
    // More goes in than out at first, and then the other way round.
    if (random() < (turn < 10_000 ? 0.7 : 0.3)) {
      queue.put(put);
      put += 1;
    } else if (taken < put) {
      assert.equal(queue.take(), taken);
      taken += 1;
    } else {
      assert.equal(queue.take(), undefined);
    }
    assert.equal(queue.size, put - taken);
  }
  assert.ok(taken > 5_000);
  queue.clear();
  assert.deepEqual([queue.size, queue.take()], [0, undefined]);
});
