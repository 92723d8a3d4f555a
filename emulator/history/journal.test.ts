import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench, START } from '../testing.ts';
import { createRing } from './ring.ts';

describe('a ring', () => {
  it('keeps the newest in order and counts what it dropped', () => {
    const ring = createRing<number>(3);
    for (const item of [1, 2, 3, 4, 5]) ring.push(item);
    assert.deepEqual([ring.items(), ring.dropped], [[3, 4, 5], 2]);
    ring.clear();
    ring.push(6);
    assert.deepEqual([ring.items(), ring.dropped], [[6], 0]);
  });

  it('drops its oldest when asked, and keeps the order around its end', () => {
    const ring = createRing<number>(3);
    assert.equal(ring.shift(), undefined);
    for (const item of [1, 2, 3, 4]) ring.push(item);
    assert.deepEqual([ring.shift(), ring.items(), ring.dropped], [2, [3, 4], 2]);
    ring.push(5);
    assert.deepEqual([ring.items(), ring.at(1), ring.at(4)], [[3, 4, 5], undefined, 5]);
    ring.push(6);
    assert.deepEqual([ring.items(), ring.dropped, ring.end], [[4, 5, 6], 3, 6]);
  });

  it('gives each item a position that never changes', () => {
    const ring = createRing<string>(2);
    assert.deepEqual(['a', 'b', 'c'].map(ring.push), [0, 1, 2]);
    assert.deepEqual([0, 1, 2, 3].map(ring.at), [undefined, 'b', 'c', undefined]);
    assert.equal(ring.end, 3);
  });
});

describe('the journal', () => {
  it('names the event of a track call, and of no other, whatever it is there', () => {
    const bench = createBench();
    bench.send({ type: 'track', userId: 'u1', event: 'Seen' });
    for (const event of ['Seen', 42, null, ['x'.repeat(300)]]) {
      bench.send({ type: 'identify', userId: 'u1', event });
    }
    assert.deepEqual(
      bench.core.journal.read().entries.map(({ event, status }) => [event, status]),
      [['Seen', 200], ...Array.from({ length: 4 }, () => [undefined, 200])],
    );
  });

  it('records each answer with its rules, and stays within its limit', () => {
    const bench = createBench({ limits: { journal: 2 } });
    bench.send({ type: 'identify', userId: 'u1', messageId: 'm1' });
    bench.advance(5);
    bench.send({ type: 'identify', userId: 'u2', messageId: 'm2' });
    bench.send('not JSON', 'unknown');
    const { entries, dropped } = bench.core.journal.read();
    assert.equal(dropped, 1);
    const shown = entries.map(({ body: _, ...entry }) => entry);
    assert.deepEqual(JSON.parse(JSON.stringify(shown)), [
      {
        at: START + 5,
        connector: 'allowing',
        type: 'identify',
        messageId: 'm2',
        status: 200,
        rules: ['AST-IDENT-001'],
        isStored: true,
        turn: 2,
        connectorNumber: 1,
      },
      {
        at: START + 5,
        status: 401,
        code: 'api-key-unknown',
        rules: ['AST-AUTH-002', 'AST-AUTH-003'],
        isStored: false,
        turn: 3,
      },
    ]);
    assert.deepEqual(bench.core.journal.tally(), {
      statuses: { 200: 2, 401: 1 },
      errors: { 'api-key-unknown': 1 },
    });
  });

  it('cuts a messageId, so that it stays small', () => {
    const bench = createBench();
    for (const last of ['a', 'b']) {
      bench.send({ type: 'identify', userId: 'u1', messageId: `${'x'.repeat(5_000)}${last}` });
    }
    const [one, other] = bench.core.journal.read().entries.map(({ messageId }) => messageId);
    assert.match(one ?? '', /^x{100}… \(5001 characters, SHA-256 [\w-]{22}\)$/);
    assert.notEqual(one, other);
  });
});
