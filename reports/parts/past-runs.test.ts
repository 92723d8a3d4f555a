import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../schemas/index.ts';
import { clause, example, recordOf } from '../fixtures/record.ts';
import { movedClauses, pastRun, readPastRuns } from './past-runs.ts';
import { percentilesOf } from './percentiles.ts';

const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;

function runOf(verdicts: Readonly<Record<string, Verdict>>) {
  return pastRun(
    recordOf(
      Object.entries(verdicts).map(([id, verdict]) => clause(id, about, [example(`${id}.1`, verdict)])),
    ),
  );
}

test('a run survives being written and read', () => {
  const latency = { calls: [{ upToMs: 5, count: 3 }], visible: [] };
  const run = pastRun(
    recordOf([clause('AST-HTTP-001', about, [example('AST-HTTP-001.1', 'pass')])], {}, { latency }),
  );
  const { runs, damaged } = readPastRuns(`${JSON.stringify(run)}\n`);
  assert.deepEqual([runs, damaged], [[JSON.parse(JSON.stringify(run))], 0]);
  assert.deepEqual(runs[0]?.latency?.calls, { count: 3, p50: 5, p95: 5, p99: 5 });
  assert.deepEqual(runs[0]?.clauses, { pass: ['AST-HTTP-001'] });
});

test('lines that are not runs are counted and left out', () => {
  const good = JSON.stringify(runOf({ 'AST-HTTP-001': 'pass' }));
  const bad = ['{"at":', '[]', '{"at":"x","counts":{"fail":"<b>"}}', good.replace('"pass":1', '"pass":"1"')];
  const { runs, damaged } = readPastRuns([good, ...bad, '', good].join('\n'));
  assert.deepEqual([runs.length, damaged], [2, 4]);
});

test('clauses that only one of two runs graded have not moved', () => {
  const before = runOf({ 'AST-HTTP-001': 'pass', 'AST-HTTP-002': 'fail', 'AST-HTTP-003': 'pass' });
  const now = runOf({ 'AST-HTTP-001': 'fail', 'AST-HTTP-002': 'pass', 'AST-HTTP-004': 'fail' });
  assert.deepEqual(movedClauses(before, now), [
    { id: 'AST-HTTP-001', before: 'pass', now: 'fail' },
    { id: 'AST-HTTP-002', before: 'fail', now: 'pass' },
  ]);
});

test('percentiles are the limits of the buckets that they lie in', () => {
  const buckets = [
    { upToMs: 1, count: 50 },
    { upToMs: 10, count: 45 },
    { upToMs: 100, count: 5 },
  ];
  assert.deepEqual(percentilesOf(buckets), { count: 100, p50: 1, p95: 10, p99: 100 });
  assert.equal(percentilesOf([]), undefined);
});
