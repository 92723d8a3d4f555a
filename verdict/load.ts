/** The judgement of a load: what was sent and what is stored of it. */
import type { LoadRecord } from '../schemas/index.ts';
import type { LoadFound } from './load-clauses.ts';

/** A record of a load before it is judged. */
export type UnjudgedLoad = Omit<LoadRecord, 'verdict' | 'reason' | 'exitCode'>;

type LoadJudgement = Pick<LoadRecord, 'verdict' | 'reason' | 'exitCode'>;

/** How the sending ended, if not with its last call. */
export interface LoadEnd {
  /** Why nobody answered. */
  readonly gaveUp?: string | undefined;
  /** True if it was stopped, or its time was over. */
  readonly isEarly?: boolean;
  /** True if what was sent cannot be kept on disk, so that no later start knows all of it. */
  readonly isUnkept?: boolean;
}

/** @param strict whether what breaks a SHOULD fails the load */
export function judgedLoad(record: UnjudgedLoad, end: LoadEnd = {}, strict = false): LoadRecord {
  return { ...record, ...judgeLoad(record, end, strict) };
}

/** The first that holds counts: a proven failure, then what is not known, then what was only sent. */
function judgeLoad(
  { sent, found }: UnjudgedLoad,
  { gaveUp, isEarly, isUnkept }: LoadEnd,
  strict: boolean,
): LoadJudgement {
  const { calls, accepted, unsent } = sent;
  if (isUnkept === true) {
    return incomplete(`what was sent cannot be kept on disk, and ${callsOf(unsent)} not sent`);
  }
  if (gaveUp !== undefined && accepted === 0) {
    return { verdict: 'unreachable', reason: `no call was accepted: ${gaveUp}`, exitCode: 4 };
  }
  const failing = found === undefined ? 0 : strict ? found.total : found.byLevel.MUST;
  if (found !== undefined && failing > 0) {
    return wrong(failingFaults(found, failing));
  }
  if (gaveUp !== undefined) return incomplete(`${callsOf(unsent)} not sent: ${gaveUp}`);
  if (isEarly === true) return incomplete(`it ended early, and ${callsOf(unsent)} not sent`);
  if (calls > accepted) return wrong(`${calls - accepted} of ${calls} calls were not accepted`);
  if (found === undefined) {
    const reason = `all ${calls} calls were accepted, and reconcile tells whether they arrived`;
    return { verdict: 'sent', reason, exitCode: 0 };
  }
  if (unsent > 0) return incomplete(`${callsOf(unsent)} not sent by any shard whose state is here`);
  if (!found.whole) return incomplete(`${found.gap ?? 'it ended early'}; ${lookedAt(found)} were looked at`);
  if (found.total > 0) {
    const reason = `${faultsOf(found.total)} in ${lookedAt(found)}, none of which breaks a MUST`;
    return { verdict: 'right-with-warnings', reason, exitCode: 0 };
  }
  return { verdict: 'right', reason: `${lookedAt(found)} are as the accepted calls left them`, exitCode: 0 };
}

function wrong(reason: string): LoadJudgement {
  return { verdict: 'wrong', reason, exitCode: 1 };
}

function incomplete(reason: string): LoadJudgement {
  return { verdict: 'incomplete', reason, exitCode: 3 };
}

function lookedAt({ users, accounts }: LoadFound): string {
  const noun = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;
  if (users.checked === users.of && accounts.checked === accounts.of) {
    return `all ${noun(users.of, 'User')} and ${noun(accounts.of, 'Account')}`;
  }
  return `${users.checked} of ${noun(users.of, 'User')} and ${accounts.checked} of ${noun(accounts.of, 'Account')}`;
}

function faultsOf(total: number): string {
  return total === 1 ? '1 fault' : `${total} faults`;
}

/** `9 of 11 faults in all 100 Users and 5 Accounts break a MUST`, so that the first number is not read as all there are. */
function failingFaults(found: LoadFound, failing: number): string {
  if (failing === found.total) return `${faultsOf(found.total)} in ${lookedAt(found)}`;
  return `${failing} of ${found.total} faults in ${lookedAt(found)} ${failing === 1 ? 'breaks' : 'break'} a MUST`;
}

function callsOf(calls: number): string {
  return calls === 1 ? '1 call was' : `${calls} calls were`;
}
