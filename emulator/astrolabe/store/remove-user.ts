/** Removes a User with its associations and events, for the choices `delete-call` and `email-turns-free`. */
import type { Who } from './mutation.ts';
import { findUser, type Store, type StoredEvent } from './store.ts';

export function removeUser(store: Store, who: Who): void {
  const user = findUser(store, who);
  if (user !== undefined) store.watcher?.userRemoved(user);
  if (user?.anonymousId !== undefined) {
    const companions = store.identifiedByAnonymousId.get(user.anonymousId);
    companions?.delete(user);
    if (companions?.size === 0) store.identifiedByAnonymousId.delete(user.anonymousId);
  }
  if (who.userId !== undefined) {
    store.usersById.delete(who.userId);
    removeMemberships(store, who.userId);
    removeEvents(store, store.eventsByUserId.get(who.userId) ?? []);
  } else if (who.anonymousId !== undefined) {
    store.anonymousUsers.delete(who.anonymousId);
    const events = store.eventsByAnonymousId.get(who.anonymousId) ?? [];
    removeEvents(
      store,
      events.filter(({ record }) => record.userId === undefined),
    );
  }
}

function removeMemberships(store: Store, userId: string): void {
  for (const groupId of store.groupIdsByUserId.get(userId) ?? []) {
    if (!store.accounts.get(groupId)?.userIds.delete(userId)) continue;
    store.counts.memberships -= 1;
    store.watcher?.membershipRemoved(groupId, userId);
  }
  store.groupIdsByUserId.delete(userId);
}

function removeEvents(store: Store, events: readonly StoredEvent[]): void {
  const gone = new Set(events);
  for (const event of gone) {
    const { record } = event;
    drop(store.eventsByUserId, record.userId, gone);
    drop(store.eventsByAnonymousId, record.anonymousId, gone);
    if (record.messageId !== undefined) store.eventsByMessageId.delete(record.messageId);
    store.watcher?.eventRemoved(event);
  }
  store.counts.events -= gone.size;
}

function drop(
  index: Map<string, StoredEvent[]>,
  key: string | undefined,
  gone: ReadonlySet<StoredEvent>,
): void {
  const list = key === undefined ? undefined : index.get(key);
  if (key === undefined || list === undefined) return;
  const rest = list.filter((event) => !gone.has(event));
  if (rest.length === 0) index.delete(key);
  else index.set(key, rest);
}
