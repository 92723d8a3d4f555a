/** Records in rows; each id of a User or an Account is a link to it. */
import type { ComponentChildren } from 'preact';
import { FindCall } from '../parts/find-call.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { FewLinks } from './few-links.tsx';
import { Properties } from './properties.tsx';
import {
  type ListedAccount,
  type ListedEvent,
  type ListedKind,
  type ListedUser,
  linkIdOf,
  open,
  openIn,
  placeOfAccount,
  placeOfUser,
} from './record.ts';

interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ComponentChildren;
}

const CONNECTOR: Column<{ readonly connector: string }> = {
  name: 'connector',
  cell: ({ connector }) => connector,
};

const PROPERTIES: Column<{ readonly properties: Readonly<Record<string, unknown>> }> = {
  name: 'properties',
  cell: ({ properties }) => <Properties value={properties} most={6} />,
};

const USERS: readonly Column<ListedUser>[] = [
  { name: 'userId', cell: (user) => user.userId && <Opener place={openedUser(user)} id={user.userId} /> },
  {
    name: 'anonymousId',
    cell: (user) =>
      user.anonymousId &&
      (user.userId ? user.anonymousId : <Opener place={openedUser(user)} id={user.anonymousId} />),
  },
  CONNECTOR,
  {
    name: 'Accounts',
    cell: ({ accountIds, connector }) => (
      <FewLinks ids={accountIds} placeOf={(id) => placeOfAccount(id, connector)} />
    ),
  },
  PROPERTIES,
];

const ACCOUNTS: readonly Column<ListedAccount>[] = [
  {
    name: 'groupId',
    cell: ({ groupId, connector }) => (
      <Opener place={{ open: groupId, in: connector, by: '' }} id={groupId} />
    ),
  },
  CONNECTOR,
  {
    name: 'Users',
    cell: ({ userIds, connector }) => (
      <FewLinks ids={userIds} placeOf={(userId) => placeOfUser({ userId }, connector)} />
    ),
  },
  PROPERTIES,
];

const EVENTS: readonly Column<ListedEvent>[] = [
  { name: 'timestamp', cell: ({ timestamp }) => timestamp },
  { name: 'event', cell: ({ event, messageId }) => <FindCall messageId={messageId}>{event}</FindCall> },
  {
    name: 'userId',
    cell: ({ userId, connector }) =>
      userId && <PlaceLink to={placeOfUser({ userId }, connector)}>{userId}</PlaceLink>,
  },
  {
    name: 'anonymousId',
    cell: ({ userId, anonymousId, connector }) =>
      anonymousId &&
      (userId ? (
        anonymousId
      ) : (
        <PlaceLink to={placeOfUser({ anonymousId }, connector)}>{anonymousId}</PlaceLink>
      )),
  },
  CONNECTOR,
  PROPERTIES,
];

const COLUMNS: Readonly<Record<ListedKind, readonly Column<never>[]>> = {
  users: USERS,
  accounts: ACCOUNTS,
  events: EVENTS,
};

export function RecordsTable({ collection, rows }: { collection: ListedKind; rows: readonly never[] }) {
  const columns = COLUMNS[collection];
  return (
    <div class="wide">
      <table class="rows">
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(({ cell }) => (
                <td>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The filters of the list stay, so only what is open changes. */
function openedUser(user: ListedUser): Readonly<Record<string, string>> {
  const { open = '', in: connector = '', by = '' } = placeOfUser(user, user.connector);
  return { open, in: connector, by };
}

function Opener({ place, id }: { place: Readonly<Record<string, string>>; id: string }) {
  const isOpen = open.value === id && openIn.value === place.in;
  return (
    <PlaceLink to={place} id={linkIdOf(place)} current={isOpen ? 'true' : undefined}>
      {id}
    </PlaceLink>
  );
}
