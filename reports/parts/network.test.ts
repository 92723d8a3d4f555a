import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkSummary } from '../../schemas/index.ts';
import { recordOf } from '../fixtures/record.ts';
import { networkInWords } from './network.ts';

const QUIET: NetworkSummary = {
  unsteady: 0,
  firstUnsteady: [],
  throttled: 0,
  throttledMs: 0,
  reopened: 0,
};

function words(network?: Partial<NetworkSummary>): string[] {
  return networkInWords(recordOf([], {}, network === undefined ? {} : { network: { ...QUIET, ...network } }));
}

test('a quiet network, and a record that does not say, are not mentioned', () => {
  assert.deepEqual(words({}), []);
  assert.deepEqual(words(), []);
});

test('the first unsteady requests are named, with what came and how they ended', () => {
  const one = { example: 'AST-HTTP-001.1', purpose: 'call', came: '502', recovered: true } as const;
  assert.deepEqual(words({ unsteady: 1, firstUnsteady: [one] }), [
    '1 request was unsteady: AST-HTTP-001.1 got 502, recovered',
  ]);
  const read = { example: 'control', purpose: 'records', came: 'no response', recovered: false } as const;
  assert.deepEqual(words({ unsteady: 7, firstUnsteady: [one, read, one, one] }), [
    '7 requests were unsteady: AST-HTTP-001.1 got 502, recovered; control (read-back) got no response, did not recover; AST-HTTP-001.1 got 502, recovered; and 4 more',
  ]);
  assert.deepEqual(words({ unsteady: 2 }), ['2 requests were unsteady']);
});

test('waits are counted and summed, and idle connections are not a fault', () => {
  assert.deepEqual(words({ throttled: 3, throttledMs: 61_240, reopened: 1 }), [
    'the target asked to wait 3 times (429, or 503 with Retry-After); the run waited 61.2 s in all',
    '1 request was sent again on a new connection because the target had closed an idle one, which is not a fault',
  ]);
});
