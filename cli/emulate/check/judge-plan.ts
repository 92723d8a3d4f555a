/** Whether calls are what a tracking plan says, and how many of each event there were. */
import { isObject, nearNames } from '../../../schemas/index.ts';
import type { Remark } from './arrived.ts';
import { withMeant } from './judge-call.ts';
import type { PlannedCalls, TrackingPlan } from './tracking-plan.ts';

/** Events that were sent and are not in the plan; more of them are not told apart. */
const MOST_UNPLANNED = 1_000;

/** A plan, and the traffic so far. */
export interface PlanJudge {
  /** Says how a call differs from the plan, and counts it. */
  judge(value: unknown): readonly Remark[];
  /** Events of the plan, in its order. */
  events(): readonly { readonly name: string; readonly calls: number }[];
  /** Events that are not in the plan, in the order of arrival. */
  unplanned(): readonly { readonly name: string; readonly calls: number }[];
}

export function createPlanJudge({ events, types, common }: TrackingPlan): PlanJudge {
  const sent = new Map([...events.keys()].map((name) => [name, 0]));
  const unplanned = new Map<string, number>();
  const rulesFor = (planned: PlannedCalls | undefined) =>
    [planned, common].filter((one) => one !== undefined);
  return {
    judge(value) {
      if (!isObject(value) || typeof value.type !== 'string') return [];
      const { type, event } = value;
      if (type !== 'track') return rulesFor(types.get(type)).flatMap((rule) => broken(rule, value));
      if (typeof event !== 'string' || event === '') return [];
      const planned = events.get(event);
      if (planned !== undefined) sent.set(event, (sent.get(event) ?? 0) + 1);
      else count(unplanned, event);
      const missing = planned === undefined ? [notPlanned(event, [...events.keys()])] : [];
      return [...missing, ...rulesFor(planned).flatMap((rule) => broken(rule, value))];
    },
    events: () => listed(sent),
    unplanned: () => listed(unplanned),
  };
}

function count(counts: Map<string, number>, event: string): void {
  const known = counts.get(event);
  if (known !== undefined || counts.size < MOST_UNPLANNED) counts.set(event, (known ?? 0) + 1);
}

function listed(counts: ReadonlyMap<string, number>) {
  return [...counts].map(([name, calls]) => ({ name, calls }));
}

function broken({ check }: PlannedCalls, call: object): readonly Remark[] {
  return check(call).map(({ pointer, rule, message }) => ({
    level: 'violation',
    rule: `plan:${rule}`,
    pointer,
    message: `against the tracking plan, ${message}`,
  }));
}

/** Events that a message names. */
const MOST_NAMED = 10;

/** A schema that is empty, or has been forgotten, looks as if it were kept. */
export function uncheckedEvents({ unchecked }: TrackingPlan): Remark | undefined {
  if (unchecked.length === 0) return undefined;
  const more = unchecked.length - MOST_NAMED;
  const names = unchecked.slice(0, MOST_NAMED).map((name) => JSON.stringify(name));
  const those = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const message = `the tracking plan checks nothing of ${those} except the name: write which properties are required, and their types`;
  return { level: 'information', rule: 'plan:unchecked', pointer: '', message };
}

/** Two names that people read as one are a mistake; any other event may be new. */
function notPlanned(event: string, names: readonly string[]): Remark {
  const pointer = '/event';
  const [near] = nearNames(event, names);
  const message = `the tracking plan names no event ${JSON.stringify(event)}`;
  return near === undefined
    ? { level: 'information', rule: 'plan:unplanned', pointer, message }
    : withMeant(
        { level: 'improvement', rule: 'plan:near-name', pointer, message },
        `${JSON.stringify(near)} is probably meant`,
      );
}
