/** Looks at every user and every Account of a load, or at a sample, and names what is not as its plan promises. */
import {
  groupIdOf,
  type HasArrived,
  promisedAccount,
  promisedUser,
  userIdOf,
} from '../../generators/load/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import type { LoadFault } from '../../verdict/index.ts';
import { BlockedExample } from '../errors.ts';
import type { Timing } from '../target/index.ts';
import { compareAccount, compareUser } from './compare-load.ts';
import type { LoadRecords } from './open-records.ts';
import { sampledAt } from './sample.ts';

/** How many of each are looked at; places are those of a sample if there are fewer than the plan has. */
export interface DueChecks {
  readonly users: number;
  readonly accounts: number;
}

/** One user or Account that was looked at. */
export interface Reconciled {
  /** Counts from 0: users first, then Accounts. */
  readonly place: number;
  readonly faults: readonly LoadFault[];
  /** Events that were looked for. */
  readonly events: number;
}

/** What looking needs. */
export interface ReconcileParts {
  readonly plan: LoadPlan;
  readonly due: DueChecks;
  readonly records: LoadRecords;
  readonly hasArrived: HasArrived;
  /** Whether calls about one Account may have arrived at once. */
  readonly mayOverlap: boolean;
  /** How many are looked at at the same time. */
  readonly concurrency: number;
  /** How long after the beginning something may still become visible, in milliseconds. */
  readonly settleMs: number;
  readonly timing: Timing;
  /** Whether a place was looked at already. */
  readonly isDone: (place: number) => boolean;
  readonly onChecked: (checked: Reconciled) => void;
  readonly stopped: () => boolean;
}

/** Records in a row that cannot be read: after them the source is lost. One that is broken costs only itself. */
const UNREAD_UNTIL_LOST = 20;

/** What is wrong is looked at again after this time, at least once. */
const AGAIN_AFTER_MS = 300;

/** @returns why not everything was looked at; undefined if it was */
export async function reconcile(parts: ReconcileParts): Promise<string | undefined> {
  const { plan, due, timing, isDone, onChecked, stopped } = parts;
  const startedAt = timing.now();
  let cursor = 0;
  let gap: string | undefined;
  let unreadInARow = 0;
  const look = (place: number) =>
    place < due.users
      ? lookAtUser(parts, chosen(plan, place, due.users, plan.users))
      : lookAtAccount(parts, chosen(plan, place - due.users, due.accounts, plan.accounts));
  const lane = async () => {
    while (unreadInARow < UNREAD_UNTIL_LOST && !stopped()) {
      while (cursor < due.users + due.accounts && isDone(cursor)) cursor += 1;
      if (cursor >= due.users + due.accounts) return;
      const place = cursor;
      cursor += 1;
      try {
        await lookUntilSettled(place);
        unreadInARow = 0;
      } catch (error) {
        if (!(error instanceof BlockedExample)) throw error;
        unreadInARow += 1;
        gap ??= error.message;
      }
    }
  };
  const lookUntilSettled = async (place: number) => {
    let { faults, events } = await look(place);
    for (let looks = 1; faults.length > 0 && !stopped(); looks += 1) {
      if (looks > 1 && timing.now() - startedAt > parts.settleMs) break;
      await timing.sleep(AGAIN_AFTER_MS);
      ({ faults, events } = await look(place));
    }
    if (!stopped()) onChecked({ place, faults, events });
  };
  await Promise.all(Array.from({ length: parts.concurrency }, lane));
  return gap ?? (stopped() ? 'it was stopped' : undefined);
}

/** The place-th of those that are due: of all, in their order, or of a sample. */
function chosen({ seed }: LoadPlan, place: number, due: number, of: number): number {
  return due >= of ? place : sampledAt(seed, place, of);
}

async function lookAtUser({ plan, records, hasArrived, mayOverlap }: ReconcileParts, user: number) {
  const promised = promisedUser(plan, user, hasArrived);
  const query = { userId: userIdOf(plan, user) };
  const [users, events] = await Promise.all([
    records.port.users(query, records.asking()),
    records.port.events(query, records.asking()),
  ]);
  return {
    faults: compareUser(plan, promised, { users, events }, mayOverlap),
    events: dueIn(promised.events.values()),
  };
}

function dueIn(promises: Iterable<{ readonly isDue: boolean }>): number {
  let due = 0;
  for (const { isDue } of promises) if (isDue) due += 1;
  return due;
}

async function lookAtAccount({ plan, records, hasArrived, mayOverlap }: ReconcileParts, account: number) {
  const promised = promisedAccount(plan, account, hasArrived);
  const accounts = await records.port.accounts({ groupId: groupIdOf(plan, account) }, records.asking());
  return { faults: compareAccount(plan, promised, accounts, mayOverlap), events: 0 };
}
