/** Audience flags and computed traits. They are ordinary traits here; this file has their faults. */

import type { IdentifyCall, JsonObject } from './call.ts';
import type { Broken } from './faults.ts';
import type { Store, User } from './store.ts';

/** Returns the traits that an identify from Engage sets on its User. */
export function computedTraits(
  call: IdentifyCall,
  computation: NonNullable<IdentifyCall['computation']>,
  user: User,
  store: Store,
  broken: Broken,
): JsonObject {
  const { traits } = call;
  const { kind, key } = computation;
  const { [key]: value, ...rest } = traits;
  const { properties } = user;

  if (kind !== 'audience') {
    const before = properties.get(key);
    if (broken('computed-trait-keeps-type') && before !== undefined && typeof before !== typeof value) {
      return rest;
    }
    return properties.has(key) && broken('computed-trait-keeps-first') ? rest : traits;
  }

  if (broken('audience-replaces-properties')) properties.clear();
  if (broken('flag-drops-association')) {
    for (const groupId of store.accountIds(user.person)) store.unlink(user.person, groupId);
  }
  if (broken('flag-spreads-to-colleagues')) {
    for (const other of store.colleagues(user.person)) other.properties.set(key, value);
  }
  if (broken('audience-flags-everyone')) {
    for (const other of store.everyUser()) other.properties.set(key, value);
  }
  if (broken('audience-false-deletes-property') && value === false) {
    properties.delete(key);
    return rest;
  }
  if (broken('audience-true-ignored') && value === true) return rest;
  if (broken('audience-reentry-ignored') && properties.get(key) === false) return rest;
  if (broken('audience-repeat-toggles') && properties.get(key) === value) return { ...rest, [key]: !value };
  const flags = [...properties].filter(([, held]) => typeof held === 'boolean');
  if (broken('audience-ten-flags') && flags.length >= 10 && !properties.has(key)) return rest;
  if (broken('audience-first-flag-only')) {
    const firstFlag = [...properties].find(([, held]) => typeof held === 'boolean')?.[0] ?? key;
    if (firstFlag !== key) return rest;
  }
  return traits;
}
