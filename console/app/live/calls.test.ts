import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { CallRow, LiveCounts } from '../../../emulator/live/shown.ts';
import { bySecond, forgetCalls, missed, rows, seen, takeCalls } from './calls.ts';

const NONE: LiveCounts = { accepted: 0, waiting: 0, failed: 0, dropped: 0 };

function call(position: number, more: Partial<CallRow> = {}): CallRow {
  return {
    position,
    result: 'accepted',
    messageId: `m${position}`,
    receivedAt: new Date(position * 1_000).toISOString(),
    outcome: 'delivered',
    stages: [],
    deliveries: [],
    ...more,
  };
}

describe('the calls that the page holds', () => {
  beforeEach(forgetCalls);

  it('are newest first, and a call that has changed keeps its place', () => {
    takeCalls({ calls: [call(1), call(2, { result: 'waiting' })], requests: [], leftOut: 0 }, 0);
    takeCalls({ calls: [call(3), call(2)], requests: [], leftOut: 0, counts: { ...NONE, accepted: 1 } }, 0);
    assert.deepEqual(
      rows.value.map(({ key, result }) => `${key} ${result}`),
      ['t3 accepted', 't2 accepted', 't1 accepted'],
    );
  });

  it('are the latest two thousand', () => {
    const calls = Array.from({ length: 2_500 }, (_, position) => call(position));
    takeCalls({ calls, requests: [], leftOut: 7 }, 0);
    assert.equal(rows.value.length, 2_000);
    assert.deepEqual([rows.value[0]?.key, rows.value.at(-1)?.key, missed.value], ['t2499', 't500', 7]);
  });

  it('are counted by the second in which they came, for a minute', () => {
    const counts = { ...NONE, accepted: 2, failed: 1 };
    takeCalls({ calls: [call(1)], requests: [], leftOut: 2, counts }, 10_100);
    takeCalls({ calls: [], requests: [], leftOut: 0, counts }, 10_900);
    assert.deepEqual([...bySecond.value], [[10, { ...NONE, accepted: 4, failed: 2 }]]);
    takeCalls({ calls: [], requests: [], leftOut: 0, counts }, 71_000);
    assert.deepEqual([...bySecond.value.keys()], [71]);
    assert.deepEqual(seen.value, { ...NONE, accepted: 6, failed: 3 });
  });

  it('are not counted if they came before the page', () => {
    takeCalls({ calls: [call(1)], requests: [], leftOut: 0 }, 0);
    assert.deepEqual([seen.value, bySecond.value.size], [NONE, 0]);
  });
});
