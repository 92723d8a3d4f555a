/** Changes to a store that no call can make, for alterations. */
import type { JsonObject } from '../../schemas/index.ts';
import type { PropertyHolder, Store } from '../astrolabe/index.ts';

/** Ends an association on both sides; returns whether there was one. */
export function dissociate(store: Store, userId: string, groupId: string): boolean {
  const had = store.accounts.get(groupId)?.userIds.delete(userId) ?? false;
  if (!had) return false;
  store.groupIdsByUserId.get(userId)?.delete(groupId);
  store.counts.memberships -= 1;
  return true;
}

/** Ends the associations of a User with all Accounts except one; returns whether there were any. */
export function leaveOtherAccounts(store: Store, userId: string, groupId: string): boolean {
  const others = [...(store.groupIdsByUserId.get(userId) ?? [])].filter((id) => id !== groupId);
  for (const other of others) dissociate(store, userId, other);
  return others.length > 0;
}

/** Replaces a record's properties; returns whether any property was lost. */
export function replaceProperties(holder: PropertyHolder | undefined, properties: JsonObject): boolean {
  if (holder === undefined) return false;
  const lost = Object.keys(holder.properties).some((name) => !Object.hasOwn(properties, name));
  if (lost) holder.properties = { ...properties };
  return lost;
}

/** Adds properties to a record; returns whether any value changed. */
export function addProperties(holder: PropertyHolder | undefined, properties: JsonObject): boolean {
  if (holder === undefined) return false;
  const changed = Object.keys(properties).some((name) => holder.properties[name] !== properties[name]);
  if (changed) holder.properties = { ...holder.properties, ...properties };
  return changed;
}
