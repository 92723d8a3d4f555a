/** Lists what all connectors store, with filters and in pages, for the control plane. */
import type { Connector } from './connectors.ts';
import { accountRecord, type RecordCollection, userRecord } from './records.ts';
import type { Store, StoredEvent, StoredUser } from './store/index.ts';

/** Which records to list; those that match all. */
export interface ListQuestion {
  /** The name of a connector. Default: all connectors, one after the other. */
  readonly connector?: string | undefined;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly groupId?: string | undefined;
  /** The name of an event. */
  readonly event?: string | undefined;
  /** A text that is anywhere in the record as JSON, in any letter case. */
  readonly text?: string | undefined;
  readonly limit: number;
  /** Of events: which come first, in each connector. Default: `oldest`. */
  readonly first?: 'oldest' | 'newest' | undefined;
  /** `next` of an earlier page; 0 is the beginning. */
  readonly cursor: number;
  /** Characters of JSON after which a page ends. */
  readonly characters: number;
}

export interface RecordList {
  /** Records as the Records API shows them, each with the name of its connector. */
  readonly records: readonly object[];
  /** Where the next page begins; undefined if there is none. */
  readonly next: number | undefined;
  /** How many match, on all pages. */
  readonly total: number;
}

/**
 * A cursor is the position of a connector times this, and in it the place of a record: its position, or the number of an
 * event, which is counted from the end if the newest come first.
 */
const CONNECTOR_STEP = 1e12;

/** A record that may be shown: how far the page is with it, and how it looks. */
interface Found {
  /** Grows within a connector. */
  readonly place: number;
  readonly show: () => object;
}

/** Reads each store once, and makes only the records of the page. */
export function listRecords(
  connectors: readonly Connector[],
  collection: RecordCollection,
  search: ListQuestion,
): RecordList {
  const records: object[] = [];
  let characters = 0;
  let total = 0;
  let next: number | undefined;
  for (const [position, { name, store }] of connectors.entries()) {
    if (search.connector !== undefined && search.connector !== name) continue;
    const from = Math.max(0, search.cursor - position * CONNECTOR_STEP);
    // One more than the page has, to know whether there is another page.
    const { found, matching } = FIND[collection](store, search, from, search.limit - records.length + 1);
    total += matching;
    for (const { place, show } of found) {
      if (next !== undefined) break;
      if (records.length === search.limit || characters > search.characters) {
        next = position * CONNECTOR_STEP + place;
        break;
      }
      const record = { ...show(), connector: name };
      characters += JSON.stringify(record).length;
      records.push(record);
    }
  }
  return { records, next, total };
}

interface MatchingRecords {
  /** The first that match from a place on, in the order of their places. */
  readonly found: readonly Found[];
  /** How many match, wherever they are. */
  readonly matching: number;
}

type Find = (store: Store, search: ListQuestion, from: number, most: number) => MatchingRecords;

const FIND: Readonly<Record<RecordCollection, Find>> = {
  users: (store, { userId, anonymousId, text }, from, most) =>
    inOrder(usersOf(store), from, most, text, (user) =>
      is(userId, user.userId) && isAnonymousId(store, anonymousId, user)
        ? () => userRecord(store, user)
        : undefined,
    ),
  accounts: ({ accounts }, { groupId, text }, from, most) =>
    inOrder(accounts.values(), from, most, text, (account) =>
      is(groupId, account.groupId) ? () => accountRecord(account) : undefined,
    ),
  events: eventsInOrder,
};

/** The identified Users, then the others, in order of creation. */
function* usersOf(store: Store): Iterable<StoredUser> {
  yield* store.usersById.values();
  yield* store.anonymousUsers.values();
}

/** An identified User has the anonymousId of the latest identify only in an index. */
function isAnonymousId(store: Store, asked: string | undefined, user: StoredUser): boolean {
  if (asked === undefined || user.anonymousId === asked) return true;
  return store.identifiedByAnonymousId.get(asked)?.has(user) === true;
}

/** @param showOf how a record looks; undefined if it is not asked for */
function inOrder<Stored>(
  all: Iterable<Stored>,
  from: number,
  most: number,
  text: string | undefined,
  showOf: (stored: Stored) => (() => object) | undefined,
): MatchingRecords {
  const found: Found[] = [];
  let matching = 0;
  let place = 0;
  for (const stored of all) {
    const show = showOf(stored);
    if (show !== undefined && hasText(text, show)) {
      matching += 1;
      if (place >= from && found.length < most) found.push({ place, show });
    }
    place += 1;
  }
  return { found, matching };
}

/** Events are kept by person; those with the lowest places are picked without sorting all of them. */
function eventsInOrder(store: Store, search: ListQuestion, from: number, most: number): MatchingRecords {
  const { userId, anonymousId, event, text } = search;
  const picked: Found[] = [];
  let matching = 0;
  for (const stored of eventsOf(store, userId, anonymousId)) {
    const { record } = stored;
    if (!is(userId, record.userId) || !is(anonymousId, record.anonymousId) || !is(event, record.event))
      continue;
    if (!hasText(text, () => record)) continue;
    matching += 1;
    const place = search.first === 'newest' ? CONNECTOR_STEP - stored.number : stored.number;
    if (place >= from) pick(picked, { place, show: () => record }, most);
  }
  return { found: picked, matching };
}

function* eventsOf(
  store: Store,
  userId: string | undefined,
  anonymousId: string | undefined,
): Iterable<StoredEvent> {
  if (userId !== undefined) return yield* store.eventsByUserId.get(userId) ?? [];
  if (anonymousId !== undefined) return yield* store.eventsByAnonymousId.get(anonymousId) ?? [];
  for (const events of store.eventsByUserId.values()) yield* events;
  for (const events of store.eventsByAnonymousId.values()) {
    // An event of both was there before.
    for (const event of events) if (event.record.userId === undefined) yield event;
  }
}

/** Keeps the list sorted, and as long as it may be. */
function pick(picked: Found[], event: Found, most: number): void {
  const last = picked[picked.length - 1];
  if (picked.length === most && last !== undefined && last.place < event.place) return;
  let low = 0;
  let high = picked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((picked[middle]?.place ?? 0) < event.place) low = middle + 1;
    else high = middle;
  }
  picked.splice(low, 0, event);
  if (picked.length > most) picked.pop();
}

function is(asked: string | undefined, value: string | undefined): boolean {
  return asked === undefined || asked === value;
}

function hasText(text: string | undefined, show: () => object): boolean {
  return text === undefined || JSON.stringify(show()).toLowerCase().includes(text.toLowerCase());
}
