/** Alterations of the properties of Users and Accounts before they are stored. */
import type { JsonObject } from '../../schemas/index.ts';
import type { DecisionInput } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { changing } from './wrappers.ts';

/** Replaces a value whose property is not stored at all. */
export const DROPPED = Symbol('dropped');

/** Changes the properties of a call; undefined means no change. */
export function changingProperties(
  kind: 'identify' | 'group',
  change: (properties: JsonObject, input: DecisionInput) => JsonObject | undefined,
): Alteration {
  return changing(kind, (mutation, input) => {
    const properties = change(mutation.update.properties, input);
    return properties === undefined ? undefined : { ...mutation, update: { ...mutation.update, properties } };
  });
}

/** Changes each property: to another value, or to `DROPPED`. */
export function changingValues(
  kind: 'identify' | 'group',
  change: (value: unknown, name: string, input: DecisionInput) => unknown,
): Alteration {
  return changingProperties(kind, (properties, input) =>
    mapValues(properties, (value, name) => change(value, name, input)),
  );
}

/** Changes the names of properties. */
export function renaming(kind: 'identify' | 'group', rename: (name: string) => string): Alteration {
  return changingProperties(kind, (properties) => {
    const entries = Object.entries(properties);
    if (entries.every(([name]) => rename(name) === name)) return undefined;
    return Object.fromEntries(entries.map(([name, value]) => [rename(name), value]));
  });
}

/** The members with changed values, without those that are `DROPPED`; undefined if no value changes. */
export function mapValues(
  members: JsonObject,
  change: (value: unknown, name: string) => unknown,
): JsonObject | undefined {
  const before = Object.entries(members);
  const after = before.map(([name, value]) => [name, change(value, name)] as const);
  if (after.every(([, value], index) => Object.is(value, before[index]?.[1]))) return undefined;
  return Object.fromEntries(after.filter(([, value]) => value !== DROPPED));
}
