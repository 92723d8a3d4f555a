/** A grader that does nothing by itself: a test says how its runs go. */
import type { GradeOrder, GradeOutcome, Grader, GradeWatcher } from './grader.ts';
import type { GradeClause, GradeTarget } from './shown.ts';

export const CLAUSE: GradeClause = {
  id: 'AST-IDENT-001',
  level: 'MUST',
  group: 'Users',
  title: 'The first identify creates a User',
};

export const PASSED = { verdict: 'pass', word: 'passed' } as const;

export const GRADED: GradeOutcome = {
  result: { headline: 'Conformant: 1 passed', exitCode: 0, meaning: 'conformant', summary: '1 passed' },
  clauses: [{ ...CLAUSE, judged: PASSED }],
  page: '<!doctype html><title>report</title>',
};

export const LOCAL: GradeTarget = { name: 'local', address: 'http://127.0.0.1:1/' };
export const STAGING: GradeTarget = {
  name: 'staging',
  address: 'https://staging.example.com/',
  confirm: 'staging.example.com',
};

export interface FakeGrader extends Grader {
  /** What was asked for, with what watches it. */
  readonly runs: { readonly order: GradeOrder; readonly watcher: GradeWatcher }[];
  /** What runs were told, in order. */
  readonly told: ('stop' | 'kill')[];
}

export function createFakeGrader(): FakeGrader {
  const runs: FakeGrader['runs'] = [];
  const told: FakeGrader['told'] = [];
  return {
    runs,
    told,
    targets: async () => ({ targets: [LOCAL, STAGING] }),
    async begin(order, watcher) {
      if (order.target === 'unknown') return { refused: { why: 'unknown' } };
      if (order.target === 'busy') return { refused: { why: 'under-way' } };
      if (order.target === 'broken')
        return { refused: { why: 'unusable', problem: 'the variable $KEY is not set' } };
      if (order.target === STAGING.name && order.confirm !== STAGING.confirm)
        return { refused: { why: 'unconfirmed', confirm: STAGING.confirm ?? '' } };
      runs.push({ order, watcher });
      return {
        address: LOCAL.address ?? '',
        secret: `secret-${runs.length}`,
        stop: () => told.push('stop'),
        kill: () => told.push('kill'),
      };
    },
  };
}
