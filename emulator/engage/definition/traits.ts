/** Computed traits: one value for a profile, out of its events. */
import type { ProfileEvent } from '../profiles/index.ts';
import { eventsOf } from './rules.ts';

/** How a value is computed. `property` is needed by all but `count`. */
export interface Formula {
  readonly compute: 'count' | 'sum' | 'most-recent' | 'first' | 'unique-list';
  readonly event: string;
  readonly property?: string;
  /** Only the events of so many days before now. */
  readonly withinDays?: number;
}

/**
 * The value of a profile; nothing where it never had such an event, or none with the property. A count or a sum
 * falls back to 0 when the last event leaves the days that are looked at.
 */
export function computeTrait(formula: Formula, events: readonly ProfileEvent[], now: number): unknown {
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
      return finite(
        values.filter((value) => typeof value === 'number').reduce((sum, value) => sum + value, 0),
      );
    case 'most-recent':
      return values.at(-1);
    case 'first':
      return values[0];
    case 'unique-list':
      return [...new Set(values)];
  }
}

/** What a property of a User can be made of. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Nothing where a sum is beyond what a number can hold: JSON would make null of it. */
function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}
