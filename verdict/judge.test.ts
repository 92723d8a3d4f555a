/** Every verdict and exit code of a run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BaselineOutcome, ClauseResult, ExampleResult, Verdict } from '../schemas/index.ts';
import { type Judgement, judge } from './judge.ts';

function example(verdict: Verdict, reason?: string): ExampleResult {
  const rest = {
    id: `AST-HTTP-001.${verdict}`,
    name: 'n',
    steps: [],
    location: 'f:1',
    durationMs: 0,
    exchanges: [],
  };
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

function judgeRun(clauses: ClauseResult[], findings: object = {}, stopped = false): Judgement {
  return judge({ clauses, run: { findings, stopped } });
}

describe('a run', () => {
  const cases: readonly [string, ClauseResult[], object, number, string][] = [
    ['all clauses pass', [clause('pass')], {}, 0, 'conformant'],
    ['a SHOULD is unmet', [clause('pass'), clause('warn')], {}, 0, 'conformant-with-warnings'],
    ['some clauses could not be observed', [clause('pass'), clause('not-observable')], {}, 0, 'conformant'],
    ['a MUST failed', [clause('pass'), clause('fail')], {}, 1, 'nonconformant'],
    ['a MUST failed and the tool did too', [clause('harness-error'), clause('fail')], {}, 1, 'nonconformant'],
    ['a control failed', [clause('pass')], { indifferent: 'x' }, 1, 'nonconformant'],
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
    it(`ends with ${exitCode} if ${when}`, () => {
      const judgement = judgeRun(clauses, controls);
      assert.deepEqual({ exitCode: judgement.exitCode, verdict: judgement.verdict }, { exitCode, verdict });
      assert.equal(judgement.reasons.length > 0, verdict !== 'conformant');
    });
  }

  it('that was stopped is incomplete', () => assert.equal(judgeRun([clause('pass')], {}, true).exitCode, 3));
});

describe('a run with a baseline', () => {
  const excusing = (...excused: string[]): BaselineOutcome => ({ file: 'b.json', excused, problems: [] });
  const end = (clauses: ClauseResult[], findings: object = {}, stopped = false) =>
    judge({ clauses, run: { findings, stopped, baseline: excusing('AST-HTTP-001.fail') } });

  it('ends with 0 if every failure is excused, and keeps its verdict', () => {
    const { exitCode, verdict } = end([clause('pass'), clause('fail')]);
    assert.deepEqual({ exitCode, verdict }, { exitCode: 0, verdict: 'nonconformant' });
  });

  const hidden: readonly [string, object, boolean, number][] = [
    ['defects switched on', { defects: 'x' }, false, 3],
    ['faulty evidence', { evidenceFault: 'HTML' }, false, 3],
    ['a control that failed', { indifferent: 'x' }, false, 1],
    ['a stop', {}, true, 3],
  ];
  for (const [what, findings, stopped, exitCode] of hidden) {
    it(`still shows ${what}`, () =>
      assert.equal(end([clause('fail')], findings, stopped).exitCode, exitCode));
  }
});
