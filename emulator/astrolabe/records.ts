/** The Records API: reads what is stored, by one id (docs/contract.md section 4). */
import type { Answer } from '../answers/index.ts';
import type { Choices } from '../choices/index.ts';
import { authenticate } from './authenticate.ts';
import type { Connector } from './connectors.ts';
import { refuse } from './refuse.ts';
import type { Store, StoredAccount, StoredUser } from './store/index.ts';

export interface RecordsQuestion {
  /** `users`, `accounts` or `events`; any other name is answered 404. */
  readonly collection: string;
  readonly authorization: string | undefined;
  readonly query: URLSearchParams;
  /** Whether a question without a parameter is answered with all records; over HTTP it is refused. */
  readonly everything?: boolean;
}

/** The collections, and the query parameters that each can be asked by. */
export const RECORD_PARAMETERS = {
  users: ['userId', 'anonymousId'],
  accounts: ['groupId'],
  events: ['userId', 'anonymousId'],
} as const;

export type RecordCollection = keyof typeof RECORD_PARAMETERS;

/** Answers with the records of the connector whose key was sent, in order of creation. */
export function answerRecords(
  connectors: readonly Connector[],
  choices: Choices,
  { collection, authorization, query, everything }: RecordsQuestion,
): Answer {
  if (!isCollection(collection)) {
    return refuse({ error: 'not-found', detail: 'request users, accounts or events', rules: [] });
  }
  const caller = authenticate(connectors, authorization, choices);
  if ('error' in caller) return refuse(caller);

  const names: readonly string[] = RECORD_PARAMETERS[collection];
  const given = names.flatMap((name) => query.getAll(name).map((value) => ({ name, value })));
  const { store } = caller.connector;
  const [parameter] = given;
  if (parameter === undefined && everything) {
    return { status: 200, body: { [collection]: ALL[collection](store) }, rules: [] };
  }
  if (parameter === undefined || given.length > 1) {
    const detail = `request ${collection} with exactly one parameter, ${names.join(' or ')}`;
    return refuse({ error: 'parameter-missing', detail, rules: [] });
  }
  const records = RECORDS[collection](store, parameter.name, parameter.value);
  return { status: 200, body: { [collection]: records }, rules: [] };
}

const RECORDS: Readonly<
  Record<RecordCollection, (store: Store, parameter: string, id: string) => readonly unknown[]>
> = {
  users: (store, parameter, id) => usersOf(store, parameter, id).map((user) => userRecord(store, user)),
  accounts: (store, _, id) => {
    const account = store.accounts.get(id);
    return account === undefined ? [] : [accountRecord(account)];
  },
  events: (store, parameter, id) =>
    (parameter === 'userId' ? store.eventsByUserId : store.eventsByAnonymousId)
      .get(id)
      ?.map(({ record }) => record) ?? [],
};

/** Users in order of creation, the identified ones first. */
const ALL: Readonly<Record<RecordCollection, (store: Store) => readonly unknown[]>> = {
  users: (store) =>
    [...store.usersById.values(), ...store.anonymousUsers.values()].map((user) => userRecord(store, user)),
  accounts: (store) => [...store.accounts.values()].map(accountRecord),
  events: (store) => {
    const lists = [...store.eventsByUserId.values(), ...store.eventsByAnonymousId.values()];
    const events = [...new Set(lists.flat())];
    return events.sort((one, other) => one.number - other.number).map(({ record }) => record);
  },
};

function usersOf(store: Store, parameter: string, id: string): readonly StoredUser[] {
  if (parameter === 'userId') {
    const user = store.usersById.get(id);
    return user === undefined ? [] : [user];
  }
  const anonymous = store.anonymousUsers.get(id);
  const identified = store.identifiedByAnonymousId.get(id) ?? [];
  return anonymous === undefined ? [...identified] : [anonymous, ...identified];
}

export function userRecord(store: Store, { userId, anonymousId, properties }: StoredUser): object {
  const groupIds = userId === undefined ? undefined : store.groupIdsByUserId.get(userId);
  return { userId, anonymousId, properties, accountIds: [...(groupIds ?? [])] };
}

export function accountRecord({ groupId, properties, userIds }: StoredAccount): object {
  return { groupId, properties, userIds: [...userIds] };
}

function isCollection(name: string): name is RecordCollection {
  return Object.hasOwn(RECORD_PARAMETERS, name);
}
