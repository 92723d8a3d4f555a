/** What reconcile has found so far: counts, and the first faults, in flat memory however many there are. */
import type { LoadPlan } from '../../schemas/index.ts';
import type { LoadFault, LoadFound } from '../../verdict/index.ts';
import { boundedValue } from '../bounded.ts';
import type { DueChecks, Reconciled } from './reconcile.ts';
import { seenShare } from './sample.ts';

/** More of one level are counted, but not described. */
const DESCRIBED = 1000;

/** Characters of one value. */
const VALUE_LIMIT = 2048;

/** Parts of the load, in the order of its calls, by which faults are counted. */
const PARTS = 100;

/** What a sample of users is said to see: one faulty user in this many. */
const ONE_IN = 2000;

export interface ReconcileFindings {
  add(checked: Reconciled): void;
  /**
   * @param gap why not everything was looked at
   * @param unknown calls of which only the destination knows whether they arrived
   */
  found(now: {
    readonly durationMs: number;
    readonly reads: number;
    readonly unknown: number;
    readonly gap?: string | undefined;
  }): LoadFound;
}

interface FindingsAbout {
  readonly plan: LoadPlan;
  readonly due: DueChecks;
  readonly source: string;
  /** As ISO 8601. */
  readonly startedAt: string;
}

/** @param earlier what an earlier start found */
export function createFindings(
  { plan, due, source, startedAt }: FindingsAbout,
  earlier?: LoadFound,
): ReconcileFindings {
  const faults: LoadFault[] = [...(earlier?.faults ?? [])];
  const described = { MUST: 0, SHOULD: 0 };
  for (const { level } of faults) described[level] += 1;
  const byKind = new Map(Object.entries(earlier?.byKind ?? {}));
  const byLevel = { ...(earlier?.byLevel ?? { MUST: 0, SHOULD: 0 }) };
  const series = [...(earlier?.series ?? Array.from({ length: PARTS }, () => 0))];
  let users = earlier?.users.checked ?? 0;
  let accounts = earlier?.accounts.checked ?? 0;
  let events = earlier?.events ?? 0;
  let total = earlier?.total ?? 0;
  return {
    add({ place, faults: more, events: lookedFor }) {
      if (place < due.users) users += 1;
      else accounts += 1;
      events += lookedFor;
      for (const fault of more) {
        total += 1;
        byLevel[fault.level] += 1;
        const kind = `${fault.of} ${fault.what}`;
        byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
        const part = partOf(plan, fault);
        if (part !== undefined) series[part] = (series[part] ?? 0) + 1;
        if (described[fault.level] >= DESCRIBED) continue;
        described[fault.level] += 1;
        faults.push(boundedFault(fault));
      }
    },
    found: ({ durationMs, reads, unknown, gap }) => ({
      source,
      startedAt: earlier?.startedAt ?? startedAt,
      durationMs: (earlier?.durationMs ?? 0) + durationMs,
      users: { checked: users, of: plan.users },
      accounts: { checked: accounts, of: plan.accounts },
      events,
      reads: (earlier?.reads ?? 0) + reads,
      unknown,
      whole: gap === undefined && users + accounts >= due.users + due.accounts,
      ...(due.users < plan.users || due.accounts < plan.accounts
        ? { sample: { seed: plan.seed, seenShare: seenShare(users, 1 / ONE_IN) } }
        : {}),
      total,
      byLevel: { ...byLevel },
      byKind: Object.fromEntries([...byKind].toSorted(([, one], [, other]) => other - one)),
      // Users are looked at many at a time, and a report must not depend on which is answered first.
      faults: faults.toSorted((one, other) => compared(one.id, other.id)),
      series: [...series],
      ...(gap === undefined ? {} : { gap }),
    }),
  };
}

/** What is stored decides how long a value is, and a thousand of them must not fill the memory. */
function boundedFault(fault: LoadFault): LoadFault {
  const expected = boundedValue(fault.expected, VALUE_LIMIT);
  const found = boundedValue(fault.found, VALUE_LIMIT);
  return {
    ...fault,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  };
}

/** Calls are made in rounds: each user's first, then each user's second. */
function partOf({ users, calls }: LoadPlan, { call, otherCall }: LoadFault): number | undefined {
  const of = call ?? otherCall;
  if (of === undefined) return undefined;
  return Math.min(PARTS - 1, Math.floor(((of.index * users + of.user) / calls) * PARTS));
}

const NUMERIC = new Intl.Collator('en', { numeric: true });

function compared(one: string, other: string): number {
  return NUMERIC.compare(one, other);
}
