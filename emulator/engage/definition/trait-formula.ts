/** Computed traits: one value for a profile, computed from its events. */
import type { ProfileEvent } from '../profiles/index.ts';
import { eventsOf } from './audience-rule.ts';

/** How a value is computed (trait-formula.schema.json). Every formula except `count` has a `property`. */
export interface TraitFormula {
  readonly compute: 'count' | 'sum' | 'most-recent' | 'first' | 'unique-list';
  readonly event: string;
  readonly property?: string;
  /** Counts only the events of this many days before now. */
  readonly withinDays?: number;
}

/**
 * The value of a profile; undefined if it never had such an event, or none with the property. A count or a sum
 * becomes 0 when the last event is older than `withinDays`.
 */
export function computeTrait(formula: TraitFormula, events: readonly ProfileEvent[], now: number): unknown {
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

/** Whether a property of a User can have this value. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Undefined if a sum is beyond what a number can hold: JSON would turn it into null. */
function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}
