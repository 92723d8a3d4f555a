/** Persists the records of a connector, each under its own key, so that a call writes only what it changes. */
import type {
  PersistedProperties,
  PersistedRecord,
  PropertyHolder,
  StoreWatcher,
  Who,
} from '../astrolabe/index.ts';
import { keyOf, sortableNumber } from './keys.ts';
import type { Writer } from './writer.ts';

type RecordKind = PersistedRecord['kind'];
type RecordOf<K extends RecordKind> = Extract<PersistedRecord, { kind: K }>;

/**
 * @param connector its name
 * @param nextNumber counts up from the highest number already persisted
 */
export function persistRecords(writer: Writer, connector: string, nextNumber: () => number): StoreWatcher {
  const key = (kind: RecordKind, ...ids: string[]) => keyOf('record', connector, kind, ...ids);
  const put = <K extends RecordKind>(at: string, record: () => RecordOf<K>) => writer.put(at, record);
  const userKey = ({ userId, anonymousId = '' }: Who) =>
    userId === undefined ? key('user', 'anonymous', anonymousId) : key('user', 'identified', userId);

  return {
    user: (user) =>
      put<'user'>(userKey(user), () => {
        const { userId, anonymousId } = user;
        return { kind: 'user', userId, anonymousId, ...propertiesOf(user) };
      }),
    userRemoved: (user) => writer.remove(userKey(user)),
    account: (account) =>
      put<'account'>(key('account', account.groupId), () => ({
        kind: 'account',
        groupId: account.groupId,
        ...propertiesOf(account),
      })),
    membership: (groupId, userId) => {
      const number = nextNumber();
      const record: NumberedMembership = { kind: 'membership', groupId, userId, number };
      put<'membership'>(key('membership', groupId, userId), () => record);
    },
    membershipRemoved: (groupId, userId) => writer.remove(key('membership', groupId, userId)),
    event: ({ record, receivedAt, number }) =>
      put<'event'>(key('event', sortableNumber(number)), () => ({
        kind: 'event',
        record,
        receivedAt,
        number,
      })),
    eventRemoved: ({ number }) => writer.remove(key('event', sortableNumber(number))),
    blocked: (identity) => put<'blocked'>(key('blocked', identity), () => ({ kind: 'blocked', identity })),
    unblocked: (identity) => writer.remove(key('blocked', identity)),
  };
}

/** Memberships have an order that their keys do not show. */
type NumberedMembership = RecordOf<'membership'> & { readonly number: number };

function propertiesOf({ properties, setAt }: PropertyHolder): PersistedProperties {
  return { properties, setAt: setAt && [...setAt] };
}
