/** `astrolabe-conformance/verify`: grades a destination from a program, or as the tests of a test runner. */
import type { ConformanceOptions } from '../cli/library/conformance-options.ts';
import {
  ConformanceFailure,
  declareTests,
  type TestRunner,
  usableRunner,
} from '../cli/library/declare-tests.ts';
import { gradeInThread, InvalidVerifyOptions } from '../cli/library/grade-in-thread.ts';
import type { ResultRecord } from '../schemas/index.ts';

export type { ResultRecord } from '../schemas/index.ts';
export { ConformanceFailure, type ConformanceOptions, InvalidVerifyOptions, type TestRunner };

/**
 * Grades a destination as `npx astrolabe-conformance verify` does, in a thread of its own. Prints nothing, and writes
 * nothing unless `reportDir` is given.
 *
 * @returns the record of the run, without secrets, whatever its verdict: look at `verdict` and `run.exitCode`
 * @throws InvalidVerifyOptions before anything is sent
 */
export async function verify(options: ConformanceOptions = {}): Promise<ResultRecord> {
  const { record } = await gradeInThread(options, process.cwd());
  return record;
}

/**
 * Grades a destination, then declares a test for each clause, and one for the run as a whole. A clause that failed is a
 * failing test with its failure card; one that was not judged is a skipped test with the reason in its title.
 *
 * Await it at the top level of a test file: the run is over before the first test begins, so no timeout of the runner
 * applies to it.
 *
 * @param runner `describe` and `it` of node:test, vitest, jest or mocha. Default: the global ones
 * @returns the record of the run
 * @throws InvalidVerifyOptions before anything is sent
 */
export async function conformanceTests(
  options: ConformanceOptions = {},
  runner?: TestRunner,
): Promise<ResultRecord> {
  const usable = usableRunner(runner, globalThis as Readonly<Record<string, unknown>>);
  if (usable === undefined) {
    throw new InvalidVerifyOptions([
      "pass the functions of the test runner as the second argument: { describe, it }, for instance from 'node:test'",
    ]);
  }
  const { record, tests } = await gradeInThread(options, process.cwd());
  declareTests(tests, usable);
  return record;
}
