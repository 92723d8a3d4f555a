/** The judgement of a load: what was sent and what is stored of it. */
import type { LoadRecord } from '../schemas/index.ts';

/** A record of a load before it is judged. */
export type UnjudgedLoad = Omit<LoadRecord, 'verdict' | 'reason' | 'exitCode'>;

type LoadJudgement = Pick<LoadRecord, 'verdict' | 'reason' | 'exitCode'>;

/** How the sending ended, if not with its last call. */
export interface LoadEnd {
  /** Why nobody answered. */
  readonly gaveUp?: string | undefined;
  /** True if it was stopped, or its time was over. */
  readonly isEarly?: boolean;
}

/** @param strict whether what breaks a SHOULD fails the load */
export function judgedLoad(record: UnjudgedLoad, end: LoadEnd = {}, strict = false): LoadRecord {
  return { ...record, ...judgeLoad(record, end, strict) };
}

function judgeLoad(
  { sent, found }: UnjudgedLoad,
  { gaveUp, isEarly }: LoadEnd,
  strict: boolean,
): LoadJudgement {
  const { calls, accepted, unsent } = sent;
  if (gaveUp !== undefined && accepted === 0) {
    return { verdict: 'unreachable', reason: `No call was accepted: ${gaveUp}.`, exitCode: 4 };
  }
  const notAccepted = calls - accepted;
  if (found !== undefined) return judgeFound({ found, notAccepted, unsent, calls }, strict);
  if (gaveUp !== undefined) {
    return { verdict: 'incomplete', reason: `${counted(unsent)} not sent: ${gaveUp}.`, exitCode: 3 };
  }
  if (isEarly === true) {
    return { verdict: 'incomplete', reason: `It ended early: ${counted(unsent)} not sent.`, exitCode: 3 };
  }
  if (notAccepted > 0) {
    return { verdict: 'wrong', reason: `${notAccepted} of ${calls} calls were not accepted.`, exitCode: 1 };
  }
  return {
    verdict: 'sent',
    reason: `All ${calls} calls were accepted; reconcile tells whether they arrived.`,
    exitCode: 0,
  };
}

/** What was found, and what was sent of what it is about. */
interface FoundOfSent {
  readonly found: NonNullable<LoadRecord['found']>;
  readonly calls: number;
  readonly notAccepted: number;
  readonly unsent: number;
}

function judgeFound({ found, calls, notAccepted, unsent }: FoundOfSent, strict: boolean): LoadJudgement {
  const { total, byLevel, whole, gap, users, accounts } = found;
  const looked = `${users.checked} of ${users.of} Users and ${accounts.checked} of ${accounts.of} Accounts were looked at`;
  const failing = strict ? total : byLevel.MUST;
  if (failing > 0) {
    return {
      verdict: 'wrong',
      reason: `${differences(failing)} from what is promised: ${looked}.`,
      exitCode: 1,
    };
  }
  if (notAccepted > 0) {
    return {
      verdict: 'wrong',
      reason: `${notAccepted} of ${calls} calls were not accepted; ${looked}.`,
      exitCode: 1,
    };
  }
  if (unsent > 0) {
    const reason = `${counted(unsent)} not sent by any part that is here; ${looked}.`;
    return { verdict: 'incomplete', reason, exitCode: 3 };
  }
  if (!whole) return { verdict: 'incomplete', reason: `${gap ?? 'It ended early'}: ${looked}.`, exitCode: 3 };
  if (total > 0) {
    const reason = `${differences(total)} from what should be, and none from what must be: ${looked}.`;
    return { verdict: 'right-with-warnings', reason, exitCode: 0 };
  }
  return { verdict: 'right', reason: `Nothing is wrong: ${looked}.`, exitCode: 0 };
}

function differences(total: number): string {
  return total === 1 ? '1 difference' : `${total} differences`;
}

function counted(calls: number): string {
  return calls === 1 ? '1 call was' : `${calls} calls were`;
}
