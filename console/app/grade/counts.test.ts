import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GradeClause, GradeRun } from '../../../emulator/grading/shown.ts';
import { announced, countsOf, isNotPassed } from './counts.ts';

const clause = (id: string, judged?: GradeClause['judged']): GradeClause => ({
  ...{ id, level: 'MUST', group: 'Users', title: 'A rule', judged },
});
const PASSED = clause('AST-IDENT-001', { verdict: 'pass', word: 'passed' });
const FAILED = clause('AST-IDENT-002', { verdict: 'fail', word: 'failed' });
const OPEN = clause('AST-IDENT-003');

describe('the counts of a run', () => {
  it('have a word and a tone for each verdict, and what is not judged yet last', () => {
    assert.deepEqual(countsOf([OPEN, PASSED, FAILED, PASSED]), [
      { word: 'passed', tone: 'accepted', count: 2 },
      { word: 'failed', tone: 'failed', count: 1 },
      { word: 'not judged yet', tone: 'dropped', count: 1 },
    ]);
  });

  it('are read out at each quarter, and at the end as verify says it', () => {
    const run: GradeRun = {
      ...{ run: 1, address: '', startedAt: '', state: 'running', clauses: [] },
      examples: { done: 0, total: 0 },
    };
    const at = (done: number) => announced({ ...run, examples: { done, total: 250 } });
    assert.deepEqual(
      [at(0), at(62), at(63), at(125), at(250)].map((text) => text.split(' ')[0]),
      [...['0', '0', '62', '125', '250']],
    );
    assert.equal(announced(run), '0 of 0 examples have ended');
    const result = { headline: 'Conformant: 1 passed', exitCode: 0, meaning: '', summary: '', report: '' };
    assert.equal(announced({ ...run, state: 'ended', result }), 'Conformant: 1 passed');
    assert.equal(announced({ ...run, state: 'broken' }), 'The run has no result');
  });

  it('leave out of what did not pass what may still pass', () => {
    assert.deepEqual(
      [PASSED, FAILED, OPEN].map((one) => isNotPassed(one, true)),
      [false, true, false],
    );
    assert.deepEqual(
      [PASSED, FAILED, OPEN].map((one) => isNotPassed(one, false)),
      [false, true, true],
    );
  });
});
