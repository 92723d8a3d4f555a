/** The outcome of one example in a JUnit file. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { type TestOutcome, type TestResult, testResultOf } from '../parts/index.ts';
import { element } from '../text/index.ts';

/** How a test case ends, and the elements that say so. */
interface Outcome {
  readonly outcome: TestOutcome;
  readonly elements: readonly string[];
}

export function outcomeOf(record: ResultRecord, clause: ClauseResult, example: ExampleResult): Outcome {
  const result = testResultOf(record, clause, example);
  return { outcome: result.outcome, elements: elementsOf(result, clause, example) };
}

function elementsOf(
  { outcome, message = '', detail }: TestResult,
  { id }: ClauseResult,
  { verdict }: ExampleResult,
): string[] {
  const text = detail?.() ?? '';
  const more = detail === undefined ? [] : [element('system-out', {}, text)];
  switch (outcome) {
    case 'failure':
      return [troubled('failure', message, id, text)];
    case 'error':
      return [troubled('error', message, verdict, text)];
    case 'skipped':
      return [element('skipped', { message }), ...more];
    case 'passed':
      return more;
  }
}

/** A failure or an error. */
export function troubled(name: 'failure' | 'error', message: string, type: string, text: string): string {
  return element(name, { message, type }, text);
}
