/** The records of one connector, in memory: Users, Accounts, associations and events. */
import type { TrackedEvent, Who } from './mutation.ts';
import type { PropertyHolder } from './properties.ts';

export interface StoredUser extends PropertyHolder {
  userId?: string | undefined;
  anonymousId?: string | undefined;
}

export interface StoredAccount extends PropertyHolder {
  readonly groupId: string;
  /** User IDs that group calls named, whether or not they have been identified yet. */
  readonly userIds: Set<string>;
}

export interface StoredEvent {
  readonly record: TrackedEvent;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Counts up from 1. */
  readonly number: number;
}

/** Called after each change, with the record as the store holds it. */
export interface StoreWatcher {
  user(user: StoredUser): void;
  userRemoved(user: StoredUser): void;
  account(account: StoredAccount): void;
  membership(groupId: string, userId: string): void;
  membershipRemoved(groupId: string, userId: string): void;
  event(event: StoredEvent): void;
  eventRemoved(event: StoredEvent): void;
  /** @param identity see `identityKey` */
  blocked(identity: string): void;
  unblocked(identity: string): void;
}

/** Only `apply` changes a store. Ids are Map keys, so that no id can be mistaken for an object's own member. */
export interface Store {
  readonly usersById: Map<string, StoredUser>;
  /** Users known by an anonymousId only. */
  readonly anonymousUsers: Map<string, StoredUser>;
  /** Identified Users by the anonymousId that their last identify carried. */
  readonly identifiedByAnonymousId: Map<string, Set<StoredUser>>;
  /** Ids of users whose email address was blocked. */
  readonly blockedIds: Set<string>;
  readonly accounts: Map<string, StoredAccount>;
  /** Group IDs by user ID, separate from Users because a group may come before its user (AST-ASSOC-005). */
  readonly groupIdsByUserId: Map<string, Set<string>>;
  readonly eventsByUserId: Map<string, StoredEvent[]>;
  readonly eventsByAnonymousId: Map<string, StoredEvent[]>;
  readonly eventsByMessageId: Map<string, StoredEvent>;
  counts: { memberships: number; events: number; lastEvent: number };
  /** Called on every change; undefined if records are not persisted. */
  watcher?: StoreWatcher | undefined;
}

export function createStore(): Store {
  return {
    usersById: new Map(),
    anonymousUsers: new Map(),
    identifiedByAnonymousId: new Map(),
    blockedIds: new Set(),
    accounts: new Map(),
    groupIdsByUserId: new Map(),
    eventsByUserId: new Map(),
    eventsByAnonymousId: new Map(),
    eventsByMessageId: new Map(),
    counts: { memberships: 0, events: 0, lastEvent: 0 },
  };
}

/** Deletes every record without calling the watcher. */
export function clearStore(store: Store): void {
  for (const part of Object.values(store)) {
    if (part instanceof Map || part instanceof Set) part.clear();
  }
  store.counts = { memberships: 0, events: 0, lastEvent: 0 };
}

/** The number of records of each kind. */
export function sizeOf(store: Store): Readonly<Record<Collection, number>> {
  return {
    users: store.usersById.size + store.anonymousUsers.size,
    blockedIds: store.blockedIds.size,
    accounts: store.accounts.size,
    memberships: store.counts.memberships,
    events: store.counts.events,
  };
}

export type Collection = 'users' | 'blockedIds' | 'accounts' | 'memberships' | 'events';

/** The User of a call: by user ID if it has one, else by anonymousId. */
export function findUser(store: Store, who: Who): StoredUser | undefined {
  if (who.userId !== undefined) return store.usersById.get(who.userId);
  return who.anonymousId === undefined ? undefined : store.anonymousUsers.get(who.anonymousId);
}

/** A text that differs for a user ID and an anonymousId with the same value. */
export function identityKey(who: Who): string {
  return who.userId === undefined ? `anonymous:${who.anonymousId}` : `user:${who.userId}`;
}
