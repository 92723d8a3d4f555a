/** Applies mutations; nothing else changes a store. */
import type { Mutation, PropertyUpdate, Who } from './mutation.ts';
import { type PropertyHolder, updateProperties } from './properties.ts';
import { removeUser } from './remove-user.ts';
import {
  findUser,
  identityKey,
  type Store,
  type StoredAccount,
  type StoredEvent,
  type StoredUser,
} from './store.ts';

/** Applies one mutation completely before another call is processed (AST-IDENT-012). */
export function apply(store: Store, mutation: Mutation): void {
  switch (mutation.kind) {
    case 'identify': {
      const user = ensureUser(store, mutation.who);
      if (mutation.adoptAnonymous) adoptAnonymousUser(store, user, mutation.who.anonymousId);
      update(user, mutation.update);
      store.watcher?.user(user);
      if (store.blockedIds.size > 0) unblock(store, identityKey(mutation.who));
      return;
    }
    case 'group': {
      const account = ensureAccount(store, mutation.groupId);
      update(account, mutation.update);
      store.watcher?.account(account);
      if (mutation.who.userId !== undefined) associate(store, mutation.groupId, mutation.who.userId);
      if (mutation.createUser) createUser(store, mutation.who);
      return;
    }
    case 'track':
      addEvent(store, {
        record: mutation.event,
        receivedAt: mutation.receivedAt,
        number: store.counts.lastEvent + 1,
      });
      if (mutation.createUser) createUser(store, mutation.event);
      return;
    case 'block':
      store.blockedIds.add(identityKey(mutation.who));
      store.watcher?.blocked(identityKey(mutation.who));
      return;
    case 'remove-user':
      removeUser(store, mutation.who);
      return;
  }
}

function createUser(store: Store, who: Who): void {
  const user = ensureUser(store, who);
  store.watcher?.user(user);
}

function unblock(store: Store, identity: string): void {
  if (store.blockedIds.delete(identity)) store.watcher?.unblocked(identity);
}

function update(holder: PropertyHolder, { properties, rules, at }: PropertyUpdate): void {
  updateProperties(holder, properties, rules, at);
}

function ensureUser(store: Store, who: Who): StoredUser {
  const known = findUser(store, who);
  const user: StoredUser = known ?? { userId: who.userId, anonymousId: undefined, properties: {} };
  if (known === undefined) {
    if (who.userId !== undefined) store.usersById.set(who.userId, user);
    else if (who.anonymousId !== undefined) store.anonymousUsers.set(who.anonymousId, user);
  }
  if (who.anonymousId !== undefined && who.anonymousId !== user.anonymousId) {
    setAnonymousId(store, user, who.anonymousId);
  }
  return user;
}

function setAnonymousId(store: Store, user: StoredUser, anonymousId: string): void {
  if (user.userId !== undefined) {
    if (user.anonymousId !== undefined) removeFrom(store.identifiedByAnonymousId, user.anonymousId, user);
    indexAnonymousId(store, user, anonymousId);
  }
  user.anonymousId = anonymousId;
}

/** Makes an identified User findable by the anonymousId of its calls. */
export function indexAnonymousId(store: Store, user: StoredUser, anonymousId: string): void {
  addTo(store.identifiedByAnonymousId, anonymousId, user);
}

/** The properties of the identified User override those of the anonymous one; those of the call override both. */
function adoptAnonymousUser(store: Store, user: StoredUser, anonymousId: string | undefined): void {
  const anonymous = anonymousId === undefined ? undefined : store.anonymousUsers.get(anonymousId);
  if (anonymous === undefined || anonymousId === undefined) return;
  user.properties = { ...anonymous.properties, ...user.properties };
  if (anonymous.setAt !== undefined) user.setAt = new Map([...anonymous.setAt, ...(user.setAt ?? [])]);
  store.anonymousUsers.delete(anonymousId);
  store.watcher?.userRemoved(anonymous);
}

export function ensureAccount(store: Store, groupId: string): StoredAccount {
  let account = store.accounts.get(groupId);
  if (account === undefined) {
    account = { groupId, userIds: new Set(), properties: {} };
    store.accounts.set(groupId, account);
  }
  return account;
}

export function associate(store: Store, groupId: string, userId: string): void {
  const { userIds } = ensureAccount(store, groupId);
  if (userIds.has(userId)) return;
  userIds.add(userId);
  addTo(store.groupIdsByUserId, userId, groupId);
  store.counts.memberships += 1;
  store.watcher?.membership(groupId, userId);
}

export function addEvent(store: Store, event: StoredEvent): void {
  const { userId, anonymousId, messageId } = event.record;
  if (userId !== undefined) pushTo(store.eventsByUserId, userId, event);
  if (anonymousId !== undefined) pushTo(store.eventsByAnonymousId, anonymousId, event);
  if (messageId !== undefined) store.eventsByMessageId.set(messageId, event);
  store.counts.events += 1;
  store.counts.lastEvent = Math.max(store.counts.lastEvent, event.number);
  store.watcher?.event(event);
}

function pushTo<Item>(index: Map<string, Item[]>, key: string, item: Item): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [item]);
  else list.push(item);
}

function addTo<Item>(index: Map<string, Set<Item>>, key: string, item: Item): void {
  const set = index.get(key);
  if (set === undefined) index.set(key, new Set([item]));
  else set.add(item);
}

function removeFrom<Item>(index: Map<string, Set<Item>>, key: string, item: Item): void {
  const set = index.get(key);
  set?.delete(item);
  if (set?.size === 0) index.delete(key);
}
