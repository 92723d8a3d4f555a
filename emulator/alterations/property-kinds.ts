/** Alterations of the properties of Users, Accounts and events before they are stored. */
import type { JsonObject } from '../../schemas/index.ts';
import { type DecisionInput, findUser } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { changing } from './wrappers.ts';

/** Replaces a value whose property is not stored at all. */
export const DROPPED = Symbol('dropped');

/** The calls that have properties. */
export type PropertyCall = 'identify' | 'group' | 'track';

/** Changes the properties of a call; undefined means no change. */
export function changingProperties(
  kind: PropertyCall,
  change: (properties: JsonObject, input: DecisionInput) => JsonObject | undefined,
): Alteration {
  if (kind === 'track') {
    return changing(kind, (mutation, input) => {
      const properties = change(mutation.event.properties, input);
      return properties === undefined ? undefined : { ...mutation, event: { ...mutation.event, properties } };
    });
  }
  return changing(kind, (mutation, input) => {
    const properties = change(mutation.update.properties, input);
    return properties === undefined ? undefined : { ...mutation, update: { ...mutation.update, properties } };
  });
}

/** The properties that the User or the Account of a call has so far; empty for an event. */
export function knownProperties({ connector, call, type }: DecisionInput): JsonObject {
  if (type === 'identify') return findUser(connector.store, call)?.properties ?? {};
  if (type === 'group') return connector.store.accounts.get(call.groupId ?? '')?.properties ?? {};
  return {};
}

/** Changes each property: to another value, or to `DROPPED`. */
export function changingValues(
  kind: PropertyCall,
  change: (value: unknown, name: string, input: DecisionInput) => unknown,
): Alteration {
  return changingProperties(kind, (properties, input) =>
    mapValues(properties, (value, name) => change(value, name, input)),
  );
}

/** Changes the names of properties. */
export function renaming(kind: PropertyCall, rename: (name: string) => string): Alteration {
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
