/** The records of a connector as plain JSON, and the way back: what a store holds, with its order. */
import type { PersistedRecord } from './restore.ts';
import { restore } from './restore.ts';
import type { Store, StoredEvent, StoredUser } from './store.ts';

type Saved<Kind extends PersistedRecord['kind']> = Omit<Extract<PersistedRecord, { kind: Kind }>, 'kind'>;

/** Each list is in the order in which it can be restored. */
export interface SavedStore {
  /** The identified ones first. */
  readonly users: readonly Saved<'user'>[];
  /** Only where several Users share an anonymousId, and not in the order of `users`. */
  readonly shared: readonly SharedId[];
  readonly accounts: readonly Saved<'account'>[];
  readonly memberships: readonly Saved<'membership'>[];
  readonly events: readonly Omit<Saved<'event'>, 'number'>[];
  /** messageIds of events that no longer make another event with the same messageId a duplicate. */
  readonly forgotten: readonly string[];
  readonly blocked: readonly string[];
}

/** An anonymousId, and the Users that have it. */
interface SharedId {
  readonly anonymousId: string;
  readonly userIds: readonly string[];
}

export function saveStore(store: Store): SavedStore {
  const users = [...store.usersById.values(), ...store.anonymousUsers.values()];
  const events = eventsIn(store);
  return {
    users: users.map(({ userId, anonymousId, properties, setAt }) => ({
      userId,
      anonymousId,
      properties,
      setAt: setAt && [...setAt],
    })),
    shared: sharedIn(store),
    accounts: [...store.accounts.values()].map(({ groupId, properties, setAt }) => ({
      groupId,
      properties,
      setAt: setAt && [...setAt],
    })),
    memberships: membershipsIn(store),
    events: events.map(({ record, receivedAt }) => ({ record, receivedAt })),
    forgotten: forgottenIn(store, events),
    blocked: [...store.blockedIds],
  };
}

/** Fills an empty store; its watcher is called with every record. */
export function loadStore(store: Store, saved: SavedStore): void {
  for (const user of saved.users) {
    restore(store, { kind: 'user', ...user });
    const { userId = '', anonymousId = '' } = user;
    const stored =
      user.userId === undefined ? store.anonymousUsers.get(anonymousId) : store.usersById.get(userId);
    if (stored !== undefined) store.watcher?.user(stored);
  }
  for (const { anonymousId, userIds } of saved.shared) {
    const users = userIds.map((id) => store.usersById.get(id)).filter((user) => user !== undefined);
    store.identifiedByAnonymousId.set(anonymousId, new Set(users));
  }
  for (const account of saved.accounts) {
    restore(store, { kind: 'account', ...account });
    const stored = store.accounts.get(account.groupId);
    if (stored !== undefined) store.watcher?.account(stored);
  }
  for (const membership of saved.memberships) restore(store, { kind: 'membership', ...membership });
  for (const [index, event] of saved.events.entries()) {
    restore(store, { kind: 'event', ...event, number: index + 1 });
  }
  for (const messageId of saved.forgotten) store.eventsByMessageId.delete(messageId);
  for (const identity of saved.blocked) {
    restore(store, { kind: 'blocked', identity });
    store.watcher?.blocked(identity);
  }
}

/** Every event, the oldest first. */
function eventsIn(store: Store): readonly StoredEvent[] {
  const lists = [...store.eventsByUserId.values(), ...store.eventsByAnonymousId.values()];
  return [...new Set(lists.flat())].sort((one, other) => one.number - other.number);
}

function forgottenIn(store: Store, events: readonly StoredEvent[]): readonly string[] {
  const forgotten = new Set<string>();
  for (const { record } of events) {
    const { messageId } = record;
    if (messageId !== undefined && !store.eventsByMessageId.has(messageId)) forgotten.add(messageId);
  }
  return [...forgotten];
}

/** A call may give a User another anonymousId, so that those who share one can be in any order. */
function sharedIn(store: Store): readonly SharedId[] {
  const inOrder = new Map<string, StoredUser[]>();
  for (const user of store.usersById.values()) {
    const { anonymousId } = user;
    const holders = anonymousId === undefined ? undefined : store.identifiedByAnonymousId.get(anonymousId);
    if (anonymousId === undefined || holders === undefined || holders.size < 2) continue;
    const list = inOrder.get(anonymousId);
    if (list === undefined) inOrder.set(anonymousId, [user]);
    else list.push(user);
  }
  return [...inOrder].flatMap(([anonymousId, users]) => {
    const holders = [...(store.identifiedByAnonymousId.get(anonymousId) ?? [])];
    const isInOrder = holders.every((user, index) => user === users[index]);
    return isInOrder ? [] : [{ anonymousId, userIds: holders.map(({ userId = '' }) => userId) }];
  });
}

/**
 * One order that is that of the Users of each Account, and that of the Accounts of each User: the next one is always a
 * membership that is the next of both.
 */
function membershipsIn({ accounts, groupIdsByUserId }: Store): readonly Saved<'membership'>[] {
  const memberships: Saved<'membership'>[] = [];
  const usersLeft = new Map([...accounts].map(([groupId, { userIds }]) => [groupId, queueOf(userIds)]));
  const accountsLeft = new Map(
    [...groupIdsByUserId].map(([userId, groupIds]) => [userId, queueOf(groupIds)]),
  );
  const take = (groupId: string) => {
    const pending = [groupId];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const users = usersLeft.get(next);
      for (let userId = users?.first(); userId !== undefined; userId = users?.first()) {
        const groups = accountsLeft.get(userId);
        if (groups?.first() !== next) break;
        memberships.push({ groupId: next, userId });
        users?.drop();
        groups.drop();
        const following = groups.first();
        if (following !== undefined && following !== next) pending.push(following);
      }
    }
  };
  for (const groupId of accounts.keys()) take(groupId);
  // Only a defect makes two orders that contradict each other.
  for (const [groupId, users] of usersLeft) {
    for (let userId = users.first(); userId !== undefined; userId = users.first()) {
      memberships.push({ groupId, userId });
      users.drop();
    }
  }
  return memberships;
}

function queueOf(ids: Iterable<string>) {
  const items = [...ids];
  let index = 0;
  return {
    first: () => items[index],
    drop() {
      index += 1;
    },
  };
}
