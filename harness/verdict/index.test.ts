import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClauseResult, ExampleResult, Level, Verdict } from '../../schemas/index.ts';
import type { End } from '../cucumber/outcomes.ts';
import type { Clause } from '../registry/index.ts';
import { judgeClause, judgeExample, judgeRun } from './index.ts';

function example(verdict: Verdict, reason?: string): ExampleResult {
  const rest = { id: 'AST-HTTP-001.1', name: 'n', steps: [], location: 'f:1', durationMs: 0, exchanges: [] };
  return { ...rest, verdict, ...(reason === undefined ? {} : { reason }) };
}

function clause(verdict: Verdict, reason?: string): ClauseResult {
  const rest = {
    id: 'AST-HTTP-001',
    level: 'MUST',
    provenance: 'documented',
    evidence: 'wire',
    title: 't',
  } as const;
  return { ...rest, verdict, examples: [example(verdict, reason)] };
}

function verdictOf(end: End, level: Level, strict = false): Verdict {
  const { id, name, steps, location, durationMs, exchanges } = example('pass');
  return judgeExample(
    { id, clauseId: 'AST-HTTP-001', name, steps, location, durationMs, exchanges, end },
    level,
    strict,
  ).verdict;
}

describe('an example', () => {
  const unmet: End = { kind: 'unmet', difference: { message: 'm' } };
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
      assert.equal(judgeClause(registered, examples).verdict, worse);
    });
  }
});

describe('a run', () => {
  const cases: readonly [string, ClauseResult[], object, number, string][] = [
    ['all clauses pass', [clause('pass')], {}, 0, 'conformant'],
    ['a SHOULD is unmet', [clause('pass'), clause('warn')], {}, 0, 'conformant-with-warnings'],
    ['much could not be observed', [clause('pass'), clause('not-observable')], {}, 0, 'conformant'],
    ['a MUST failed', [clause('pass'), clause('fail')], {}, 1, 'nonconformant'],
    ['a MUST failed and the tool did too', [clause('harness-error'), clause('fail')], {}, 1, 'nonconformant'],
    ['right and wrong are answered alike', [clause('pass')], { indifferent: 'x' }, 1, 'nonconformant'],
    ['the tool failed', [clause('pass'), clause('harness-error')], {}, 5, 'incomplete'],
    [
      'something is blocked',
      [clause('pass'), clause('blocked', 'AST-IDENT-001: no User')],
      {},
      3,
      'incomplete',
    ],
    ['the evidence is faulty', [clause('pass')], { evidenceFault: 'HTML' }, 3, 'incomplete'],
    ['the target has defects switched on', [clause('pass')], { defects: 'x' }, 3, 'incomplete'],
    ['nothing was selected', [], {}, 3, 'incomplete'],
    ['everything was skipped', [clause('not-observable'), clause('not-applicable')], {}, 3, 'incomplete'],
    ['the target is unusable', [clause('blocked', 'x')], { unusable: 'refused' }, 4, 'incomplete'],
  ];
  for (const [when, clauses, controls, exitCode, verdict] of cases) {
    it(`ends with ${exitCode} where ${when}`, () => {
      const judgement = judgeRun(clauses, controls);
      assert.deepEqual({ exitCode: judgement.exitCode, verdict: judgement.verdict }, { exitCode, verdict });
      assert.equal(judgement.reasons.length > 0, verdict !== 'conformant');
    });
  }

  it('that was stopped is incomplete', () => assert.equal(judgeRun([clause('pass')], {}, true).exitCode, 3));
});
