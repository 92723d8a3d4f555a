/** How a step ended, and which of several ends counts: as cucumber has it. */
import type { Duration, TestStepResult, TestStepResultStatus, Timestamp } from '@cucumber/messages';

/** The values of an enumeration of @cucumber/messages, which takes too long to load for eight words. From best to worst. */
const STATUSES = ['UNKNOWN', 'PASSED', 'SKIPPED', 'PENDING', 'UNDEFINED', 'AMBIGUOUS', 'FAILED'] as const;

export type StepStatus = (typeof STATUSES)[number];

const NO_TIME: Duration = { seconds: 0, nanos: 0 };

export function stepResult(
  status: StepStatus,
  more: Partial<Omit<TestStepResult, 'status'>> = {},
): TestStepResult {
  return { duration: NO_TIME, ...more, status: status as TestStepResultStatus };
}

export function statusOf({ status }: TestStepResult): StepStatus {
  return status;
}

/** The status that counts; `PASSED` if there is none yet. */
export function worstStatus(results: readonly TestStepResult[]): StepStatus {
  const worst = worstResult(results);
  return worst === undefined ? 'PASSED' : statusOf(worst);
}

/** The first of the results with the worst status; undefined if there is none. */
export function worstResult(results: readonly TestStepResult[]): TestStepResult | undefined {
  const rank = (result: TestStepResult) => STATUSES.indexOf(statusOf(result));
  return results.reduce<TestStepResult | undefined>(
    (worst, result) => (worst === undefined || rank(result) > rank(worst) ? result : worst),
    undefined,
  );
}

/** @param ms since 1970 */
export function timestampAt(ms: number): Timestamp {
  return durationOf(ms);
}

export function durationOf(ms: number): Duration {
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: Math.round((ms - 1_000 * seconds) * 1_000_000) };
}

export function millisIn({ seconds, nanos }: Duration | Timestamp): number {
  return 1_000 * seconds + nanos / 1_000_000;
}
