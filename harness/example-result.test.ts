import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExampleResult, Level, Verdict } from '../schemas/index.ts';
import type { ExampleEnd } from './cucumber/index.ts';
import { clauseResult, judgeExample } from './example-result.ts';
import type { Clause } from './registry/index.ts';

function example(verdict: Verdict, reason?: string): ExampleResult {
  const rest = { id: 'AST-HTTP-001.1', name: 'n', steps: [], location: 'f:1', durationMs: 0, exchanges: [] };
  return { ...rest, verdict, ...(reason === undefined ? {} : { reason }) };
}

function verdictOf(end: ExampleEnd, level: Level, strict = false): Verdict {
  const { id, name, steps, location, durationMs, exchanges } = example('pass');
  return judgeExample(
    { id, clauseId: 'AST-HTTP-001', name, steps, location, durationMs, exchanges, end },
    level,
    strict,
  ).verdict;
}

describe('an example', () => {
  const unmet: ExampleEnd = { kind: 'unmet', difference: { message: 'm' } };
  it('that breaks a MUST fails', () => assert.equal(verdictOf(unmet, 'MUST'), 'fail'));
  it('that breaks a SHOULD warns', () => assert.equal(verdictOf(unmet, 'SHOULD'), 'warn'));
  it('that breaks a SHOULD under --strict fails', () =>
    assert.equal(verdictOf(unmet, 'SHOULD', true), 'fail'));
  it('of an INFO clause is never judged, even under --strict', () =>
    assert.equal(verdictOf(unmet, 'INFO', true), 'info'));
  it('of an INFO clause that is blocked was not observable', () => {
    assert.equal(verdictOf({ kind: 'blocked', reason: 'r' }, 'INFO'), 'not-observable');
  });
  it('of an INFO clause that reports nothing is a fault of the tool', () => {
    assert.equal(verdictOf({ kind: 'passed' }, 'INFO'), 'harness-error');
  });
  it('that was skipped without a reason is a fault of the tool', () => {
    assert.equal(verdictOf({ kind: 'faulty', reason: 'r' }, 'MUST'), 'harness-error');
  });
});

describe('a clause', () => {
  const registered: Clause = {
    id: 'AST-HTTP-001',
    rule: 'r',
    level: 'MUST',
    provenance: 'documented',
    evidence: 'wire',
    source: [],
  };
  const order: Verdict[] = [
    'fail',
    'warn',
    'harness-error',
    'blocked',
    'not-observable',
    'pass',
    'info',
    'not-applicable',
  ];
  for (const [index, worse] of order.entries()) {
    it(`with ${worse} and anything better is ${worse}`, () => {
      const examples = order
        .slice(index)
        .toReversed()
        .map((verdict) => example(verdict));
      assert.equal(clauseResult(registered, examples).verdict, worse);
    });
  }
});
