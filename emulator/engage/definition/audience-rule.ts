/** Who is in an audience that is defined by a rule. */

import type { ProfileEvent } from '../profiles/index.ts';

/** A rule as it is sent (audience-rule.schema.json): all or any of several rules, or one condition. */
export type AudienceRule =
  | { readonly all: readonly AudienceRule[] }
  | { readonly any: readonly AudienceRule[] }
  | Condition;

/** One field and one test; an event without a test must have happened. */
export interface Condition {
  /** A trait of the user. */
  readonly trait?: string;
  /** A trait of one of the user's accounts. */
  readonly accountTrait?: string;
  /** Name of an event; with `property` the test is of that property. */
  readonly event?: string;
  readonly property?: string;
  /** For events: counts only those of this many days before now. */
  readonly withinDays?: number;
  readonly equals?: unknown;
  readonly notEquals?: unknown;
  /** A part of a text, or an element of a list. */
  readonly contains?: unknown;
  readonly exists?: boolean;
  readonly greater?: number;
  readonly less?: number;
}

/** What a rule is evaluated on: one user, or an account with all its users. */
export interface RuleFacts {
  readonly traits: readonly Readonly<Record<string, unknown>>[];
  readonly accountTraits: readonly Readonly<Record<string, unknown>>[];
  readonly events: readonly ProfileEvent[];
}

export const DAY_MS = 24 * 60 * 60 * 1000;

/** @param now milliseconds since the epoch */
export function matches(rule: AudienceRule, facts: RuleFacts, now: number): boolean {
  if ('all' in rule) return rule.all.every((part) => matches(part, facts, now));
  if ('any' in rule) return rule.any.some((part) => matches(part, facts, now));
  if (rule.event !== undefined) return matchesEvents(rule, facts, now);
  const [holders, name] =
    rule.trait === undefined ? [facts.accountTraits, rule.accountTrait ?? ''] : [facts.traits, rule.trait];
  return passes(rule, valuesIn(holders, name));
}

/** The events with a name and, if `withinDays` is given, of these days before now; none that are in the future. */
export function eventsOf(
  events: readonly ProfileEvent[],
  { event, withinDays }: { readonly event?: string; readonly withinDays?: number },
  now: number,
): readonly ProfileEvent[] {
  const from = withinDays === undefined ? Number.NEGATIVE_INFINITY : now - withinDays * DAY_MS;
  return events.filter(({ name, at }) => name === event && at > from && at <= now);
}

/**
 * When time alone may change the result of a rule for these facts; undefined if it cannot.
 *
 * @param now milliseconds since the epoch, like the result
 */
export function changesAt(rule: AudienceRule, facts: RuleFacts, now: number): number | undefined {
  const turns = [...conditionsOf(rule)]
    .map((condition) => turnOf(facts.events, condition, now))
    .filter((at) => at !== undefined);
  return turns.length === 0 ? undefined : Math.min(...turns);
}

/** When the next of these events begins to count, or becomes too old to count; undefined if neither happens. */
export function turnOf(
  events: readonly ProfileEvent[],
  { event, withinDays }: { readonly event?: string; readonly withinDays?: number },
  now: number,
): number | undefined {
  const age = withinDays === undefined ? Number.POSITIVE_INFINITY : withinDays * DAY_MS;
  let turn = Number.POSITIVE_INFINITY;
  for (const { name, at } of events) {
    if (name !== event) continue;
    const next = at > now ? at : at + age;
    if (next > now) turn = Math.min(turn, next);
  }
  return Number.isFinite(turn) ? turn : undefined;
}

/** Whether a rule tests a trait of the user's accounts. */
export function looksAtAccounts(rule: AudienceRule): boolean {
  return [...conditionsOf(rule)].some(({ accountTrait }) => accountTrait !== undefined);
}

/** The conditions of a rule, at any depth. */
export function* conditionsOf(rule: AudienceRule): Generator<Condition> {
  if ('all' in rule) for (const part of rule.all) yield* conditionsOf(part);
  else if ('any' in rule) for (const part of rule.any) yield* conditionsOf(part);
  else yield rule;
}

function matchesEvents(condition: Condition, { events }: RuleFacts, now: number): boolean {
  const found = eventsOf(events, condition, now);
  if (condition.property === undefined) return found.length > 0 === (condition.exists ?? true);
  return passes(
    condition,
    valuesIn(
      found.map(({ properties }) => properties),
      condition.property,
    ),
  );
}

/** The values that are present; null counts as absent. */
function valuesIn(holders: readonly Readonly<Record<string, unknown>>[], name: string): readonly unknown[] {
  return holders
    .filter((holder) => Object.hasOwn(holder, name))
    .map((holder) => holder[name])
    .filter((value) => value !== null && value !== undefined);
}

/** One of the values has to pass; for `notEquals` all of them have to, and it also passes if there is no value. */
function passes(condition: Condition, values: readonly unknown[]): boolean {
  const { equals, notEquals, contains, exists, greater, less } = condition;
  if (equals !== undefined) return values.includes(equals);
  if (notEquals !== undefined) return !values.includes(notEquals);
  if (contains !== undefined) return values.some((value) => holds(value, contains));
  if (greater !== undefined) return values.some((value) => typeof value === 'number' && value > greater);
  if (less !== undefined) return values.some((value) => typeof value === 'number' && value < less);
  return values.length > 0 === (exists ?? true);
}

function holds(value: unknown, part: unknown): boolean {
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  return Array.isArray(value) && value.includes(part);
}
