/** Reads formulas from outside, and says where one is wrong. */
import { isObject } from '../../../schemas/index.ts';

const COMPUTE = ['count', 'sum', 'most-recent', 'first', 'unique-list'];
const KNOWN: ReadonlySet<string> = new Set(['compute', 'event', 'property', 'withinDays']);

/** A sentence for the first thing that is wrong; nothing where the formula can be used. */
export function formulaProblem(value: unknown): string | undefined {
  if (!isObject(value))
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
