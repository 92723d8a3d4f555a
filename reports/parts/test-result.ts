/** One example as the result of a test, the same wherever a run is shown as tests. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { standingOf } from '../../verdict/index.ts';
import { testimonyInWords } from './attested.ts';
import { renderFailureCard } from './failure-card.ts';
import { complaint } from './unmet.ts';

export type TestOutcome = 'passed' | 'failure' | 'error' | 'skipped';

/** How the test of one example ends. */
export interface TestResult {
  readonly outcome: TestOutcome;
  /** Why, in one sentence; none for an example that passed, or was observed without judging. */
  readonly message?: string;
  /** More about it, such as the failure card. */
  readonly detail?: () => string;
}

/**
 * `fail` is a failure and `harness-error` an error; a failure that the baseline excuses, and an example that was not
 * judged, is skipped with its reason; a warning passes. A MUST that a person saw broken is a failure.
 */
export function testResultOf(record: ResultRecord, clause: ClauseResult, example: ExampleResult): TestResult {
  return knownOrAttested(record, clause, example) ?? observed(record, clause, example);
}

/** What a baseline or a person makes of an example; undefined if it counts as observed. */
function knownOrAttested(
  record: ResultRecord,
  clause: ClauseResult,
  example: ExampleResult,
): TestResult | undefined {
  const { attestation, verdict } = example;
  const said = attestation === undefined ? '' : `${testimonyInWords(attestation)}, not observed`;
  switch (standingOf(example, clause, record.run)) {
    case 'known-failure': {
      const message = `known failure, excused by the baseline ${record.run.baseline?.file}: ${complaint(example)}`;
      return { outcome: 'skipped', message, detail: () => renderFailureCard(record, { clause, example }) };
    }
    case 'attested-failure':
      return { outcome: 'failure', message: said, detail: () => `${said}\n${checklistOf(example)}` };
    case 'attested-warning':
      return { outcome: 'skipped', message: `${verdict}; a SHOULD was ${said}` };
    case 'confirmed':
      return { outcome: 'skipped', message: `${verdict}; ${said}` };
    default:
      return undefined;
  }
}

function checklistOf({ checklist = [] }: ExampleResult): string {
  return checklist.map((state) => `- ${state}`).join('\n');
}

function observed(record: ResultRecord, clause: ClauseResult, example: ExampleResult): TestResult {
  const { verdict, reason } = example;
  const card = () => renderFailureCard(record, { clause, example });
  switch (verdict) {
    case 'fail':
      return { outcome: 'failure', message: complaint(example), detail: card };
    case 'harness-error':
      return { outcome: 'error', message: complaint(example), detail: card };
    case 'warn':
      return {
        outcome: 'passed',
        message: complaint(example),
        detail: () => `Warning: a SHOULD is not met.\n${card()}`,
      };
    case 'blocked':
    case 'not-observable':
    case 'not-applicable':
      return { outcome: 'skipped', message: `${verdict}: ${reason ?? 'no reason recorded'}` };
    case 'info':
      return {
        outcome: 'passed',
        detail: () => `Observed, not judged: ${reason ?? 'no observation recorded'}`,
      };
    case 'pass':
      return { outcome: 'passed' };
  }
}
