/** The records of a connector that a mutation can change, as they are at a moment. */
import { accountRecord, userRecord } from './records.ts';
import {
  findUser,
  identityKey,
  type Mutation,
  type Store,
  type StoredEvent,
  type Who,
} from './store/index.ts';

/** Which records a mutation can change, in the store as it was before. */
export interface Touched {
  readonly people: readonly Who[];
  readonly groupIds: readonly string[];
  /** The events of the first person with a higher number than this. */
  readonly eventsAfter: number;
}

/** A record, or that an ID is remembered as blocked. */
export interface TouchedRecord {
  readonly kind: 'user' | 'account' | 'event' | 'blocked';
  /** Differs from that of every other record of the connector; a userId and an anonymousId may be the same text. */
  readonly key: string;
  /** Of the User or the Account, or the messageId; for an event without one, its number. */
  readonly id: string;
  /** A copy, as the Records API shows it. */
  readonly record: object;
}

export function touchedBy(store: Store, mutation: Mutation): Touched {
  const { lastEvent } = store.counts;
  switch (mutation.kind) {
    case 'identify':
    case 'block':
      return { people: peopleOf(mutation.who), groupIds: [], eventsAfter: lastEvent };
    case 'group':
      return { people: peopleOf(mutation.who), groupIds: [mutation.groupId], eventsAfter: lastEvent };
    case 'track':
      return { people: peopleOf(mutation.event), groupIds: [], eventsAfter: lastEvent };
    case 'remove-user': {
      const { userId } = mutation.who;
      const groupIds = userId === undefined ? [] : [...(store.groupIdsByUserId.get(userId) ?? [])];
      return { people: peopleOf(mutation.who), groupIds, eventsAfter: 0 };
    }
  }
}

/** An identified User, and the anonymous one that it may be merged with. */
function peopleOf({ userId, anonymousId }: Who): readonly Who[] {
  const people: Who[] = [];
  if (userId !== undefined) people.push({ userId });
  if (anonymousId !== undefined) people.push({ anonymousId });
  return people;
}

export function recordsOf(store: Store, touched: Touched): readonly TouchedRecord[] {
  const { people, groupIds, eventsAfter } = touched;
  const found: TouchedRecord[] = [];
  const add = (kind: TouchedRecord['kind'], id: string, record: object, key = id) =>
    found.push({ kind, id, key: `${kind} ${key}`, record: structuredClone(record) });
  for (const who of people) {
    const id = who.userId ?? who.anonymousId ?? '';
    const user = findUser(store, who);
    if (user !== undefined) add('user', id, userRecord(store, user), identityKey(who));
    if (store.blockedIds.has(identityKey(who))) add('blocked', id, who, identityKey(who));
  }
  for (const groupId of groupIds) {
    const account = store.accounts.get(groupId);
    if (account !== undefined) add('account', groupId, accountRecord(account));
  }
  for (const { record, number } of eventsOf(store, people[0])) {
    const id = record.messageId ?? String(number);
    if (number > eventsAfter) add('event', id, record, String(number));
  }
  return found;
}

/** All records: a defect can change those of others. */
export function allRecordsOf(store: Store): readonly TouchedRecord[] {
  const found: TouchedRecord[] = [];
  const add = (kind: TouchedRecord['kind'], id: string, key: string, record: object) =>
    found.push({ kind, id, key: `${kind} ${key}`, record: structuredClone(record) });
  for (const user of [...store.usersById.values(), ...store.anonymousUsers.values()]) {
    add('user', user.userId ?? user.anonymousId ?? '', identityKey(user), userRecord(store, user));
  }
  for (const identity of store.blockedIds) {
    add('blocked', identity.slice(identity.indexOf(':') + 1), identity, { identity });
  }
  for (const account of store.accounts.values()) {
    add('account', account.groupId, account.groupId, accountRecord(account));
  }
  const lists = [...store.eventsByUserId.values(), ...store.eventsByAnonymousId.values()];
  for (const { record, number } of new Set(lists.flat())) {
    add('event', record.messageId ?? String(number), String(number), record);
  }
  return found;
}

function eventsOf(store: Store, who: Who | undefined): readonly StoredEvent[] {
  if (who?.userId !== undefined) return store.eventsByUserId.get(who.userId) ?? [];
  return store.eventsByAnonymousId.get(who?.anonymousId ?? '') ?? [];
}
