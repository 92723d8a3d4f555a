/** Declares the clauses of a finished run as tests of a test runner. */
import type { ClauseTest, ClauseTests } from '../../reports/index.ts';

/** The two functions that node:test, vitest, jest and mocha have in common. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: {
    (title: string, body: () => void): unknown;
    readonly skip: (title: string, body: () => void) => unknown;
  };
}

/** Why a clause, or the run as a whole, failed. Its message is the failure card. */
export class ConformanceFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConformanceFailure';
    // The place in this file says nothing about the destination.
    this.stack = `${this.name}: ${message}`;
  }
}

/** One `describe` for the run, one for each group in it, and a test for each clause. */
export function declareTests({ title, groups }: ClauseTests, { describe, it }: TestRunner): void {
  const declare = ({ title, outcome, message = '' }: ClauseTest) => {
    const body = () => {
      if (outcome === 'failed') throw new ConformanceFailure(message);
    };
    if (outcome === 'skipped') it.skip(title, body);
    else it(title, body);
  };
  describe(title, () => {
    for (const group of groups) describe(group.title, () => group.tests.forEach(declare));
  });
}

/**
 * The runner to declare tests in.
 *
 * @param runner as the caller gives it; default: the functions that the runner has put into the global object
 * @returns undefined if it does not have the functions
 */
export function usableRunner(
  runner: unknown,
  globals: Readonly<Record<string, unknown>>,
): TestRunner | undefined {
  const { describe, it } = Object(runner ?? globals);
  const isUsable = [describe, it, it?.skip].every((one) => typeof one === 'function');
  return isUsable ? { describe, it } : undefined;
}
