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
  return judge({ clauses, run: { findings, stopped, strict: false } });
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
    ['the target has faults switched on', [clause('pass')], { faults: 'x' }, 3, 'incomplete'],
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
    judge({ clauses, run: { findings, stopped, strict: false, baseline: excusing('AST-HTTP-001.fail') } });

  it('ends with 0 and known failures if every failure is excused, and names them', () => {
    const { exitCode, verdict, reasons } = end([clause('pass'), clause('fail')]);
    assert.deepEqual({ exitCode, verdict }, { exitCode: 0, verdict: 'known-failures' });
    assert.deepEqual(reasons, ['AST-HTTP-001 failed: t (known: the baseline b.json excuses it)']);
  });

  it('with known failures also names warnings, and is not conformant with warnings', () => {
    const { verdict, reasons } = end([clause('warn'), clause('fail')]);
    assert.equal(verdict, 'known-failures');
    assert.match(reasons[1] ?? '', /SHOULD\) was not met/);
  });

  it('that excuses only warnings is conformant with warnings', () => {
    const baseline = excusing('AST-HTTP-001.warn');
    const run = { strict: false, baseline };
    assert.equal(judge({ clauses: [clause('warn')], run }).verdict, 'conformant-with-warnings');
  });

  it('that is out of date is not conformant, and says that nothing else failed', () => {
    const baseline = { ...excusing(), problems: ['AST-HTTP-001.1 passes now'] };
    const { verdict, exitCode, basis, reasons } = judge({
      clauses: [clause('pass')],
      run: { strict: false, baseline },
    });
    assert.deepEqual(
      { verdict, exitCode, basis },
      { verdict: 'nonconformant', exitCode: 1, basis: 'baseline' },
    );
    assert.deepEqual(reasons, baseline.problems);
  });

  const hidden: readonly [string, object, boolean, number][] = [
    ['defects switched on', { defects: 'x' }, false, 3],
    ['faults switched on', { faults: 'x' }, false, 3],
    ['faulty evidence', { evidenceFault: 'HTML' }, false, 3],
    ['a control that failed', { indifferent: 'x' }, false, 1],
    ['a stop', {}, true, 3],
  ];
  for (const [what, findings, stopped, exitCode] of hidden) {
    it(`still shows ${what}`, () =>
      assert.equal(end([clause('fail')], findings, stopped).exitCode, exitCode));
  }
});

describe('what a person attests', () => {
  const attested = (
    level: 'MUST' | 'SHOULD' | 'INFO',
    holds: boolean,
    verdict: Verdict = 'not-observable',
  ) => {
    const [one] = clause(verdict).examples;
    const attestation = { by: 'Ada', at: '2026-11-23', holds };
    return { ...clause(verdict), level, examples: one === undefined ? [] : [{ ...one, attestation }] };
  };
  const end = (clauses: ClauseResult[], strict = false) => {
    const { verdict, exitCode, basis } = judge({ clauses, run: { strict } });
    return [verdict, exitCode, basis];
  };

  it('makes a run not conformant if a MUST was found broken, and names the person', () => {
    const { reasons } = judge({ clauses: [attested('MUST', false)], run: { strict: false } });
    assert.deepEqual(end([clause('pass'), attested('MUST', false)]), ['nonconformant', 1, 'attestation']);
    assert.deepEqual(reasons, ['AST-HTTP-001 (MUST) was found broken by Ada on 2026-11-23, not observed: t']);
  });

  it('is a warning for a SHOULD, and a failure of a strict run', () => {
    const clauses = [clause('pass'), attested('SHOULD', false)];
    assert.deepEqual(end(clauses), ['conformant-with-warnings', 0, 'attestation']);
    assert.deepEqual(end(clauses, true), ['nonconformant', 1, 'attestation']);
  });

  it('is weaker than what was observed', () => {
    assert.deepEqual(end([clause('fail'), attested('MUST', false)]), ['nonconformant', 1, undefined]);
    assert.deepEqual(end([clause('warn'), attested('SHOULD', false)]), [
      'conformant-with-warnings',
      0,
      undefined,
    ]);
    assert.deepEqual(end([attested('MUST', true, 'fail')]), ['nonconformant', 1, undefined]);
  });

  it('counts even if the run was stopped, blocked or could not use the target', () => {
    assert.deepEqual(end([clause('blocked'), attested('MUST', false)]), ['nonconformant', 1, 'attestation']);
  });

  it('never counts as observed: what is confirmed changes nothing', () => {
    assert.deepEqual(end([clause('pass'), attested('MUST', true)]), ['conformant', 0, undefined]);
    assert.deepEqual(end([attested('MUST', true)]), ['incomplete', 3, undefined]);
    assert.deepEqual(end([clause('blocked'), attested('MUST', true)]), ['incomplete', 3, undefined]);
  });

  it('says nothing about an INFO clause', () => {
    assert.deepEqual(end([clause('pass'), attested('INFO', false)]), ['conformant', 0, undefined]);
  });
});

it('a run that failed also says what happened to it', () => {
  const { verdict, reasons } = judgeRun([clause('fail')], { gone: 'the target stopped responding' }, true);
  assert.equal(verdict, 'nonconformant');
  assert.deepEqual(reasons.slice(1), ['the run was stopped before its end', 'the target stopped responding']);
});

it('a run whose target stopped responding is incomplete', () => {
  const { exitCode, reasons } = judgeRun([clause('blocked', 'x')], { gone: 'the target stopped responding' });
  assert.deepEqual([exitCode, reasons], [3, ['the target stopped responding']]);
});
