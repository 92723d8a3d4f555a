/** Keeps the records of a connector: each under a key of its own, so that a call costs what it changes. */
import type { KeptProperties, KeptRecord, PropertyHolder, StoreWatcher } from '../astrolabe/index.ts';
import { inOrder, keyOf } from './keys.ts';
import type { Writer } from './writer.ts';

type Kind = KeptRecord['kind'];
type Kept<K extends Kind> = Extract<KeptRecord, { kind: K }>;

/**
 * @param connector its name
 * @param nextNumber counts up, beyond every number that was kept before
 */
export function keepRecords(writer: Writer, connector: string, nextNumber: () => number): StoreWatcher {
  const key = (kind: Kind, ...ids: string[]) => keyOf('record', connector, kind, ...ids);
  const put = <K extends Kind>(at: string, record: () => Kept<K>) => writer.put(at, record);
  const userKey = ({
    userId,
    anonymousId = '',
  }: {
    userId?: string | undefined;
    anonymousId?: string | undefined;
  }) => (userId === undefined ? key('user', 'anonymous', anonymousId) : key('user', 'identified', userId));

  return {
    user: (user) =>
      put<'user'>(userKey(user), () => {
        const { userId, anonymousId } = user;
        return {
          kind: 'user',
          ...(userId === undefined ? {} : { userId }),
          ...(anonymousId === undefined ? {} : { anonymousId }),
          ...propertiesOf(user),
        };
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
      put<'event'>(key('event', inOrder(number)), () => ({ kind: 'event', record, receivedAt, number })),
    eventRemoved: ({ number }) => writer.remove(key('event', inOrder(number))),
    blocked: (identity) => put<'blocked'>(key('blocked', identity), () => ({ kind: 'blocked', identity })),
    unblocked: (identity) => writer.remove(key('blocked', identity)),
  };
}

/** Memberships have an order, which their keys do not tell. */
export type NumberedMembership = Kept<'membership'> & { readonly number: number };

function propertiesOf({ properties, setAt }: PropertyHolder): KeptProperties {
  return setAt === undefined ? { properties } : { properties, setAt: [...setAt] };
}
