import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange } from '../../schemas/index.ts';
import { createRecorder, record } from './recorder.ts';

function exchange(
  purpose: Exchange['purpose'],
  url: string,
  durationMs: number,
  sentAgain?: Exchange['sentAgain'],
): Exchange {
  const request = { method: 'GET', url, headers: { authorization: 'Basic «api-key»' } };
  return { purpose, startedAt: '2026-01-01T00:00:00.000Z', durationMs, request, sentAgain };
}

function kept(...exchanges: readonly Exchange[]): readonly number[] {
  const recorder = createRecorder('AST-IDENT-001.1');
  for (const one of exchanges) record(recorder, one);
  return recorder.exchanges.map(({ durationMs }) => durationMs);
}

describe('what an example records of repeated looks', () => {
  it('is the last one for each address', () => {
    const looks = Array.from({ length: 1000 }, (_, n) => exchange('records', `/users?n=${n % 2}`, n));
    assert.deepEqual(kept(exchange('call', '/', -1), ...looks), [-1, 998, 999]);
  });

  it('is each one that has a call or a marker after it', () => {
    const look = (n: number) => exchange('records', '/users', n);
    const all = [look(1), exchange('call', '/', 2), look(3), exchange('marker', '/', 4), look(5)];
    assert.deepEqual(kept(...all), [1, 2, 3, 4, 5]);
  });

  it('is each one that was sent again', () => {
    assert.deepEqual(
      kept(exchange('records', '/users', 1, 'unsteady'), exchange('records', '/users', 2)),
      [1, 2],
    );
  });

  it('is every call', () => {
    assert.deepEqual(kept(exchange('call', '/', 1), exchange('call', '/', 2)), [1, 2]);
  });
});
