/** What a world has stored: Users, Accounts and events. */
import type { AccountRecord, EventRecord, UserRecord } from '../schemas/records.ts';
import { ask, type Query, type Reach } from './requests/index.ts';

/** A stored record and the name of the connector that has it. */
export type FromConnector<Kind> = Kind & { readonly connector: string };

/** Which Users to list. Default: all. */
export interface UserSearch extends RecordSearch {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** Which Accounts to list. Default: all. */
export interface AccountSearch extends RecordSearch {
  readonly groupId?: string;
}

/** Which events to list. Default: all, the oldest first. */
export interface EventSearch extends RecordSearch {
  readonly userId?: string;
  readonly anonymousId?: string;
  /** The name of the event. */
  readonly event?: string;
}

/** What all searches have in common. */
export interface RecordSearch {
  /** The name of a connector. Default: all connectors. */
  readonly connector?: string;
  /** A text that is anywhere in the record. */
  readonly text?: string;
  /** How many records at most. Default: all that match. */
  readonly limit?: number;
}

/** The Users of a world. */
export interface WorldUsers {
  /** The User with this userId; undefined if there is none. */
  get(userId: string, search?: RecordSearch): Promise<FromConnector<UserRecord> | undefined>;
  list(search?: UserSearch): Promise<readonly FromConnector<UserRecord>[]>;
}

/** The Accounts of a world. */
export interface WorldAccounts {
  /** The Account with this groupId; undefined if there is none. */
  get(groupId: string, search?: RecordSearch): Promise<FromConnector<AccountRecord> | undefined>;
  list(search?: AccountSearch): Promise<readonly FromConnector<AccountRecord>[]>;
}

/** The events of a world. */
export interface WorldEvents {
  /** The events of this userId, the oldest first. */
  of(userId: string, search?: Omit<EventSearch, 'userId'>): Promise<readonly FromConnector<EventRecord>[]>;
  list(search?: EventSearch): Promise<readonly FromConnector<EventRecord>[]>;
}

export function usersOf(reach: Reach): WorldUsers {
  const list = (search: UserSearch = {}) =>
    allPages<FromConnector<UserRecord>, 'users'>(reach, '/users', 'users', { ...search });
  return {
    list,
    get: async (userId, search) => (await list({ ...search, userId, limit: 1 }))[0],
  };
}

export function accountsOf(reach: Reach): WorldAccounts {
  const list = (search: AccountSearch = {}) =>
    allPages<FromConnector<AccountRecord>, 'accounts'>(reach, '/accounts', 'accounts', { ...search });
  return {
    list,
    get: async (groupId, search) => (await list({ ...search, groupId, limit: 1 }))[0],
  };
}

export function eventsOf(reach: Reach): WorldEvents {
  const list = (search: EventSearch = {}) =>
    allPages<FromConnector<EventRecord>, 'events'>(reach, '/events', 'events', { ...search });
  return { list, of: (userId, search) => list({ ...search, userId }) };
}

/** The most that the emulator puts on a page. */
const LARGEST_PAGE = 1_000;

/** Follows `next` until there is no more, or there are enough. */
export async function allPages<Item, Name extends string>(
  reach: Reach,
  path: string,
  name: Name,
  { limit = Number.POSITIVE_INFINITY, ...query }: Query & { readonly limit?: number },
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | number | undefined;
  do {
    const pageLimit = Math.min(limit - items.length, LARGEST_PAGE);
    const page = await ask<
      Readonly<Record<Name, readonly Item[]>> & { readonly next?: string | number | null }
    >(reach, 'GET', path, { query: { ...query, limit: pageLimit, cursor } });
    items.push(...page[name]);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return items;
}
