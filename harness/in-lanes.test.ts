import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inLanes } from './in-lanes.ts';

describe('lanes', () => {
  it('work on as many items at the same time as there are lanes, and keep their order', async () => {
    let underWay = 0;
    let most = 0;
    const results = await inLanes([30, 1, 20, 2, 10], 2, async (ms, index) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await sleep(ms);
      underWay -= 1;
      return `${index}: ${ms}`;
    });
    assert.deepEqual(results, ['0: 30', '1: 1', '2: 20', '3: 2', '4: 10']);
    assert.equal(most, 2);
  });

  it('begin nothing after an error, which is passed on', async () => {
    const begun: number[] = [];
    const broken = inLanes([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      await sleep(item);
      if (item === 1) throw new Error('the first one');
    });
    await assert.rejects(broken, /the first one/);
    await sleep(20);
    assert.deepEqual(begun, [1, 2]);
  });

  it('have nothing to do without items', async () =>
    assert.deepEqual(await inLanes([], 3, async () => 1), []));
});
