import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createNetworkLog } from './network-log.ts';

const request = (example: string) =>
  ({ example, purpose: 'call', came: '502 with k-1', recovered: true }) as const;

describe('the log of the network', () => {
  it('hides keys in what came, in the summary and in the list for AST-HTTP-014', () => {
    const log = createNetworkLog((text) => text.replaceAll('k-1', '«api-key»'));
    log.unsteady(request('a'), true);
    assert.equal(log.summary().firstUnsteady[0]?.came, '502 with «api-key»');
    assert.equal(log.unsteadyCalls()[0]?.came, '502 with «api-key»');
  });

  it('counts every unsteady request, describes the first, and lists only valid calls', () => {
    const log = createNetworkLog((text) => text);
    for (let number = 0; number < 30; number += 1) log.unsteady(request(`e${number}`), number % 2 === 0);
    const { unsteady, firstUnsteady } = log.summary();
    assert.equal(unsteady, 30);
    assert.equal(firstUnsteady.length, 20);
    assert.equal(firstUnsteady[0]?.example, 'e0');
    assert.equal(log.unsteadyCalls().length, 15);
  });

  it('counts durations in ten buckets for each power of ten', () => {
    const log = createNetworkLog((text) => text);
    for (const ms of [0, 1, 2, 10, 11, 1000]) log.answeredIn(ms);
    assert.deepEqual(log.latency().calls, [
      { upToMs: 1, count: 2 },
      { upToMs: 2.5, count: 1 },
      { upToMs: 10, count: 1 },
      { upToMs: 12.6, count: 1 },
      { upToMs: 1000, count: 1 },
    ]);
  });
});
