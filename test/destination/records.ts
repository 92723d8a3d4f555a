/** The Records API: three queries for the records of one connector (docs/contract.md section 4). */

import type { Answer } from './answer.ts';
import type { Broken } from './faults.ts';
import type { Account, Properties, Store, StoredEvent, User } from './store.ts';

/**
 * Answers `users` and `events` (by userId or anonymousId) and `accounts` (by groupId).
 * Another collection is 404, a query without an id is 400.
 */
export function readRecords(
  collection: string,
  query: URLSearchParams,
  store: Store,
  broken: Broken,
): Answer {
  if (broken('records-500')) return { refusal: 500, message: 'The records cannot be read now.' };

  const groupId = query.get('groupId');
  const person = {
    userId: query.get('userId') ?? undefined,
    anonymousId: query.get('anonymousId') ?? undefined,
  };
  const { userId, anonymousId } = person;
  const asksForPerson = userId !== undefined || anonymousId !== undefined;

  if (collection === 'users' && asksForPerson) {
    return found(
      'users',
      store.users(person).map((user) => userRecord(user, store, broken)),
      broken,
    );
  }
  if (collection === 'accounts' && groupId !== null) {
    return found(
      'accounts',
      store.accounts(groupId).map((account) => accountRecord(account, store, broken)),
      broken,
    );
  }
  if (collection === 'events' && asksForPerson) {
    const events = store.events.filter((event) =>
      userId === undefined ? event.anonymousId === anonymousId : event.userId === userId,
    );
    const shown = broken('lists-twenty-events') ? events.slice(-20) : events;
    return found('events', broken('events-with-offset') ? shown.map(withOffset) : shown, broken);
  }
  return ['users', 'accounts', 'events'].includes(collection)
    ? { refusal: 400, message: 'The query has no id: add userId, anonymousId or groupId.' }
    : { refusal: 404, message: 'This collection does not exist: read users, accounts or events.' };
}

function found(collection: string, records: readonly unknown[], broken: Broken): Answer {
  return { status: 200, value: broken('records-bare-array') ? records : { [collection]: records } };
}

function userRecord({ person, properties }: User, store: Store, broken: Broken): object {
  const accountIds = store.accountIds(person);
  const leaked = broken('leaks-group-traits-into-user')
    ? accountIds.flatMap((groupId) => store.accounts(groupId))
    : [];
  return {
    ...person,
    properties: shown([...leaked, { properties }], broken),
    accountIds: broken('association-missing-on-user') ? [] : page(accountIds, broken('lists-ten-accounts')),
  };
}

function accountRecord({ groupId, properties }: Account, store: Store, broken: Broken): object {
  const userIds = store.userIds(groupId);
  const leaked = broken('leaks-user-traits-into-account')
    ? userIds.flatMap((userId) => store.users({ userId }))
    : [];
  return {
    groupId,
    properties: shown([...leaked, { properties }], broken),
    userIds: broken('association-missing-on-account') ? [] : page(userIds, broken('lists-ten-users')),
  };
}

/** The same time in another zone; what is not a time is left alone. */
function withOffset(event: StoredEvent): StoredEvent {
  const time = Date.parse(event.timestamp ?? '');
  if (Number.isNaN(time)) return event;
  const shifted = new Date(time + 2 * 3_600_000).toISOString();
  return { ...event, timestamp: shifted.replace('Z', '+02:00') };
}

function page(ids: readonly string[], isCut: boolean): readonly string[] {
  return isCut ? ids.slice(0, 10) : ids;
}

function shown(records: readonly { properties: Properties }[], broken: Broken): object {
  const own: [string, unknown][] = broken('adds-own-properties') ? [['source', 'hooks']] : [];
  if (broken('counts-readings')) own.push(['readings', performance.now()]);
  const members = [...own, ...records.flatMap(({ properties }) => [...properties])];
  return Object.fromEntries(broken('reverses-members') ? members.reverse() : members);
}
