/** What one connector has stored: Users, Accounts, associations and events, in memory. */

import type { TrackedEvent } from './mutation.ts';
import type { PropertyHolder } from './properties.ts';

export interface StoredUser extends PropertyHolder {
  userId?: string | undefined;
  anonymousId?: string | undefined;
}

export interface StoredAccount extends PropertyHolder {
  readonly groupId: string;
  /** Users that a group call named, whether or not they have been identified yet. */
  readonly userIds: Set<string>;
}

export interface StoredEvent {
  readonly record: TrackedEvent;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Counts up from 1. */
  readonly number: number;
}

/** Told after the change; the record is the one that the store holds. */
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

/** Only `apply` changes it. Ids are Map keys throughout, so none of them can be mistaken for a property. */
export interface Store {
  readonly usersById: Map<string, StoredUser>;
  /** Users known by an anonymousId only. */
  readonly anonymousUsers: Map<string, StoredUser>;
  /** Identified Users by the anonymousId that their last identify carried. */
  readonly identifiedByAnonymousId: Map<string, Set<StoredUser>>;
  /** Ids of users that were refused for their address. */
  readonly blockedIds: Set<string>;
  readonly accounts: Map<string, StoredAccount>;
  /** Group IDs by user ID, kept apart from Users because a group may come first (AST-ASSOC-005). */
  readonly groupIdsByUserId: Map<string, Set<string>>;
  readonly eventsByUserId: Map<string, StoredEvent[]>;
  readonly eventsByAnonymousId: Map<string, StoredEvent[]>;
  readonly eventsByMessageId: Map<string, StoredEvent>;
  counts: { memberships: number; events: number; lastEvent: number };
  /** Told of every change; none where records live as long as the process. */
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

/** Forgets every record, without a word to the watcher. */
export function clearStore(store: Store): void {
  for (const part of Object.values(store)) {
    if (part instanceof Map || part instanceof Set) part.clear();
  }
  store.counts = { memberships: 0, events: 0, lastEvent: 0 };
}

/** How many records of each kind there are. */
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

/** The User that a call means: by user ID where there is one, else by anonymousId. */
export function findUser(
  store: Store,
  who: { userId?: string | undefined; anonymousId?: string | undefined },
): StoredUser | undefined {
  if (who.userId !== undefined) return store.usersById.get(who.userId);
  return who.anonymousId === undefined ? undefined : store.anonymousUsers.get(who.anonymousId);
}

/** A set entry that tells a user ID from an anonymousId of the same text. */
export function identityKey(who: { userId?: string | undefined; anonymousId?: string | undefined }): string {
  return who.userId === undefined ? `anonymous:${who.anonymousId}` : `user:${who.userId}`;
}
