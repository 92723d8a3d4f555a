/** Compares the stored records with the model. */
import { isDeepStrictEqual } from 'node:util';
import type { Members } from '../../../calls/index.ts';
import type { Asking, EvidencePort } from '../../evidence/index.ts';
import type { Names } from '../commands/commands.ts';
import type { Mismatch, MismatchSubject } from './mismatch.ts';
import { keyText, type Model, type ModelUser, type RecordKey } from './model.ts';
import { readStored, type Stored } from './read-stored.ts';

/**
 * Reads records of the model and returns all mismatches, the most serious kinds first.
 *
 * @param only the records to look at, without associations and events; default: everything
 */
export async function compare(
  model: Model,
  names: Names,
  evidence: EvidencePort,
  asking: Asking,
  only?: readonly RecordKey[],
): Promise<Mismatch[]> {
  const keys = new Set(only?.map(keyText));
  const isMeant = (kind: RecordKey['kind'], alias: string) =>
    only === undefined || keys.has(keyText({ kind, alias }));
  const users = Object.entries(model.users).filter(([alias, { exists }]) => exists && isMeant('user', alias));
  const accounts = Object.entries(model.accounts).filter(([alias]) => isMeant('account', alias));
  const asked = {
    users: users.map(([alias]) => alias),
    accounts: accounts.map(([alias]) => alias),
    events:
      only === undefined ? users.filter(([, user]) => user.events.length > 0).map(([alias]) => alias) : [],
  };
  const stored = await readStored(asked, names, evidence, asking);
  const found = [
    ...users.flatMap(([user]) => countOfUser(user, stored)),
    ...accounts.flatMap(([account]) => countOfAccount(account, stored)),
    ...users.flatMap(([user, required]) => userProperties(user, required, stored)),
    ...accounts.flatMap(([account, { properties }]) => accountProperties(account, properties, stored)),
    ...users.flatMap(([user]) => userLeaks(user, model, stored)),
    ...accounts.flatMap(([account]) => accountLeaks(account, model, stored)),
  ];
  if (only !== undefined) return found;
  return [
    ...found,
    ...users.flatMap(([user, required]) => associations(user, required, names, stored)),
    ...users.flatMap(([user, required]) => events(user, required, stored)),
  ];
}

function countOfUser(user: string, { users }: Stored): Mismatch[] {
  const count = users.get(user)?.length ?? 0;
  if (count === 1) return [];
  const message = count === 0 ? `there is no User "${user}"` : `there are ${count} Users "${user}"`;
  return [mismatch({ kind: 'user-count', user, count }, message, 1, count, count > 1)];
}

function countOfAccount(account: string, { accounts }: Stored): Mismatch[] {
  const count = accounts.get(account)?.length ?? 0;
  if (count === 1) return [];
  const message =
    count === 0 ? `there is no Account "${account}"` : `there are ${count} Accounts "${account}"`;
  return [mismatch({ kind: 'account-count', account, count }, message, 1, count, count > 1)];
}

function userProperties(user: string, { properties }: ModelUser, { users }: Stored): Mismatch[] {
  const [record] = users.get(user) ?? [];
  return differing(properties, record?.properties).map(({ name, expected, actual }) =>
    mismatch(
      { kind: 'user-property', user, name },
      `the User "${user}" does not hold "${name}" as it was sent`,
      expected,
      actual,
    ),
  );
}

function accountProperties(account: string, properties: Members, { accounts }: Stored): Mismatch[] {
  const [record] = accounts.get(account) ?? [];
  return differing(properties, record?.properties).map(({ name, expected, actual }) =>
    mismatch(
      { kind: 'account-property', account, name },
      `the Account "${account}" does not hold "${name}" as it was sent`,
      expected,
      actual,
    ),
  );
}

/** Properties of records of one kind, sent for any of them. */
interface LeakSource<From extends string> {
  readonly from: From;
  /** In words: `another User`. */
  readonly owner: string;
  readonly members: readonly Members[];
}

/** Properties that were sent for another record. Properties that nothing was sent for are allowed. */
function userLeaks(user: string, model: Model, { users }: Stored): Mismatch[] {
  const events = Object.values(model.users).flatMap((one) => one.events);
  const sources = [
    { from: 'account', owner: 'an Account', members: propertiesOf(Object.values(model.accounts)) },
    { from: 'event', owner: 'an event', members: propertiesOf(events) },
    { from: 'user', owner: 'another User', members: propertiesOf(Object.values(model.users)) },
  ] as const;
  const own = model.users[user]?.properties ?? {};
  const found = users.get(user)?.[0]?.properties ?? {};
  return leaks(`the User "${user}"`, sources, own, found, (name, from) => ({
    kind: 'user-leak',
    user,
    name,
    from,
  }));
}

function accountLeaks(account: string, model: Model, { accounts }: Stored): Mismatch[] {
  const sources = [
    { from: 'account', owner: 'another Account', members: propertiesOf(Object.values(model.accounts)) },
    { from: 'user', owner: 'a User', members: propertiesOf(Object.values(model.users)) },
  ] as const;
  const own = model.accounts[account]?.properties ?? {};
  const found = accounts.get(account)?.[0]?.properties ?? {};
  return leaks(`the Account "${account}"`, sources, own, found, (name, from) => ({
    kind: 'account-leak',
    account,
    name,
    from,
  }));
}

function leaks<From extends string>(
  holder: string,
  sources: readonly LeakSource<From>[],
  own: Members,
  found: Members,
  subjectOf: (name: string, from: From) => MismatchSubject,
): Mismatch[] {
  return sources.flatMap(({ from, owner, members }) =>
    foreign(members, own, found).map((name) =>
      mismatch(
        subjectOf(name, from),
        `${holder} holds "${name}", which was sent for ${owner}`,
        'no such property',
        found[name],
        true,
      ),
    ),
  );
}

function propertiesOf(records: readonly { readonly properties: Members }[]): readonly Members[] {
  return records.map(({ properties }) => properties);
}

function associations(
  user: string,
  { accounts: aliases }: ModelUser,
  names: Names,
  stored: Stored,
): Mismatch[] {
  return aliases.flatMap((account) => {
    const sides = [
      [
        `the User "${user}"`,
        `the Account "${account}"`,
        names.id(account),
        stored.users.get(user)?.[0]?.accountIds,
      ],
      [
        `the Account "${account}"`,
        `the User "${user}"`,
        names.id(user),
        stored.accounts.get(account)?.[0]?.userIds,
      ],
    ] as const;
    const wrong = sides
      .map(([one, other, id, ids = []]) => ({ one, other, ids, times: ids.filter((it) => it === id).length }))
      .find(({ times }) => times !== 1);
    if (wrong === undefined) return [];
    const { one, other, ids, times } = wrong;
    const message =
      times === 0 ? `${one} does not list ${other}` : `${one} lists ${other} ${times} times instead of once`;
    return [mismatch({ kind: 'association', user, account, times }, message, 'once', ids, times > 1)];
  });
}

function events(user: string, { events: sent }: ModelUser, stored: Stored): Mismatch[] {
  if (sent.length === 0) return [];
  return [...new Set(sent.map(({ event }) => event))].flatMap((event) => {
    const expected = sent.filter((one) => one.event === event);
    const found = (stored.events.get(user) ?? []).filter((one) => one.event === event);
    if (found.length !== expected.length) {
      const message = `the User "${user}" has ${found.length} events "${event}" instead of ${expected.length}`;
      const subject = { kind: 'event-count', user, event, count: found.length } as const;
      return [mismatch(subject, message, expected.length, found.length, found.length > expected.length)];
    }
    const lost = expected.find(
      ({ properties }) => !found.some((one) => differing(properties, one.properties).length === 0),
    );
    if (lost === undefined) return [];
    const message = `no event "${event}" of the User "${user}" holds the properties that were sent`;
    const actual = found.map(({ properties }) => properties);
    return [mismatch({ kind: 'event-properties', user, event }, message, lost.properties, actual)];
  });
}

function differing(expected: Members, found: Members | undefined) {
  if (found === undefined) return [];
  return Object.keys(expected)
    .filter((name) => !Object.hasOwn(found, name) || !isDeepStrictEqual(found[name], expected[name]))
    .map((name) => ({ name, expected: expected[name], actual: found[name] }));
}

/** Names that were sent for another record and not for this one. */
function foreign(others: readonly Members[], own: Members, found: Members): string[] {
  const names = new Set(others.flatMap((members) => Object.keys(members)));
  return [...names].filter((name) => !Object.hasOwn(own, name) && Object.hasOwn(found, name));
}

function mismatch(
  subject: Mismatch['subject'],
  message: string,
  expected: unknown,
  actual: unknown,
  final = false,
): Mismatch {
  return { subject, final, difference: { message, expected, actual } };
}
