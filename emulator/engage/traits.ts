/** Computed traits: one value for a profile, out of its events. */
import { isMembers } from '../control/is-members.ts';
import { eventsOf } from './rules.ts';

/** How a value is computed. `property` is needed by all but `count`. */
export interface Formula {
  readonly compute: 'count' | 'sum' | 'most-recent' | 'first' | 'unique-list';
  readonly event: string;
  readonly property?: string;
  /** Only the events of so many days before now. */
  readonly withinDays?: number;
}

interface Event {
  readonly name: string;
  readonly at: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const COMPUTE = ['count', 'sum', 'most-recent', 'first', 'unique-list'];
const KNOWN: ReadonlySet<string> = new Set(['compute', 'event', 'property', 'withinDays']);

/**
 * The value of a profile; nothing where it never had such an event, or none with the property. A count or a sum
 * falls back to 0 when the last event leaves the days that are looked at.
 */
export function computeTrait(formula: Formula, events: readonly Event[], now: number): unknown {
  if (!events.some(({ name }) => name === formula.event)) return undefined;
  const found = eventsOf(events, formula, now).toSorted((one, other) => one.at - other.at);
  if (formula.compute === 'count') return found.length;
  const { property = '' } = formula;
  const values = found
    .filter(({ properties }) => Object.hasOwn(properties, property))
    .map(({ properties }) => properties[property])
    .filter(isPlain);
  switch (formula.compute) {
    case 'sum':
      return values.filter((value) => typeof value === 'number').reduce((sum, value) => sum + value, 0);
    case 'most-recent':
      return values.at(-1);
    case 'first':
      return values[0];
    case 'unique-list':
      return [...new Set(values)];
  }
}

/** A sentence for the first thing that is wrong; nothing where the formula can be used. */
export function formulaProblem(value: unknown): string | undefined {
  if (!isMembers(value))
    return 'formula is an object such as {"compute": "count", "event": "Order Completed"}';
  const unknown = Object.keys(value).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return `formula has ${JSON.stringify(unknown)}: write ${[...KNOWN].join(', ')}`;
  const { compute, event, property, withinDays } = value;
  if (typeof compute !== 'string' || !COMPUTE.includes(compute)) {
    return `formula.compute is one of ${COMPUTE.join(', ')}`;
  }
  if (typeof event !== 'string' || event === '') return 'formula.event is the name of an event';
  if (compute !== 'count' && (typeof property !== 'string' || property === '')) {
    return `formula.property is the name of the property to take the ${compute} of`;
  }
  if (compute === 'count' && property !== undefined) return 'formula.property is of no use to count';
  if (withinDays !== undefined && !(typeof withinDays === 'number' && withinDays > 0)) {
    return 'formula.withinDays is a number of days above 0';
  }
  return undefined;
}

/** What a property of a User can be made of. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
