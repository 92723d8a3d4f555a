/** Defects in how Users and Accounts are associated. */
import { findUser } from '../../astrolabe/index.ts';
import { counter } from '../counting.ts';
import { dissociate } from '../store-tampering.ts';
import {
  afterStoring,
  changing,
  listing,
  remembering,
  type ShownRecord,
  storing,
  together,
} from '../wrappers.ts';
import type { Defects } from './defect.ts';

export const ASSOCIATION_DEFECTS = {
  'no-association': {
    what: 'A group associates nobody',
    breaks: 'AST-ASSOC-001',
    alter: changing('group', withoutUser),
  },
  'account-lists-no-users': {
    what: 'An association is seen from the User, and not from the Account',
    breaks: 'AST-ASSOC-001',
    alter: listing(
      'accounts',
      showingIds('userIds', () => []),
    ),
  },
  'user-lists-no-accounts': {
    what: 'An association is seen from the Account, and not from the User',
    breaks: 'AST-ASSOC-001',
    alter: listing(
      'users',
      showingIds('accountIds', () => []),
    ),
  },
  'repeated-group-dissociates': {
    what: 'A group for an association that exists ends it',
    breaks: 'AST-ASSOC-002',
    alter: storing('group', ({ groupId, who: { userId } }, { store }, apply) => {
      const was = userId !== undefined && store.accounts.get(groupId)?.userIds.has(userId) === true;
      apply();
      return was && dissociate(store, userId, groupId);
    }),
  },
  'third-group-dissociates': {
    what: 'The third group call of an Account by the same user ends the association',
    breaks: 'AST-ASSOC-002',
    alter: remembering(() => {
      const counts = new Map<string, number>();
      return afterStoring('group', ({ groupId, who: { userId } }, store) => {
        if (userId === undefined) return false;
        const key = JSON.stringify([groupId, userId]);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        return count === 3 && dissociate(store, userId, groupId);
      });
    }),
  },
  'repeated-group-lists-user-twice': {
    what: 'An Account lists a User as often as a group has named it',
    breaks: 'AST-ASSOC-002',
    alter: remembering(() => {
      const repeats = new Map<unknown, string[]>();
      return together(
        changing('group', (mutation, { connector }) => {
          const { groupId, who } = mutation;
          if (who.userId === undefined) return undefined;
          if (connector.store.accounts.get(groupId)?.userIds.has(who.userId) !== true) return undefined;
          repeats.set(groupId, [...(repeats.get(groupId) ?? []), who.userId]);
          return mutation;
        }),
        listing(
          'accounts',
          showingIds('userIds', (ids, { groupId }) => [...ids, ...(repeats.get(groupId) ?? [])]),
        ),
      );
    }),
  },
  'one-user-an-account': {
    what: 'An Account keeps the User that was associated last',
    breaks: 'AST-ASSOC-003',
    alter: keepingUsers(1),
  },
  'two-users-an-account': {
    what: 'The third User of an Account pushes out the first',
    breaks: 'AST-ASSOC-003',
    alter: keepingUsers(2),
  },
  'account-lists-last-user': {
    what: 'An Account lists the User that was associated last, though the others list the Account',
    breaks: 'AST-ASSOC-003',
    alter: listing(
      'accounts',
      showingIds('userIds', (ids) => ids.slice(-1)),
    ),
  },
  'user-lists-first-account': {
    what: 'A User lists its first Account, though the others list the User',
    breaks: 'AST-ASSOC-004',
    alter: listing(
      'users',
      showingIds('accountIds', (ids) => ids.slice(0, 1)),
    ),
  },
  'second-account-refused': {
    what: 'A User who belongs to an Account is not associated with another',
    breaks: 'AST-ASSOC-004',
    alter: changing('group', (mutation, { connector: { store } }) => {
      const { groupId, who } = mutation;
      const groupIds = store.groupIdsByUserId.get(who.userId ?? '') ?? new Set();
      return groupIds.size > 0 && !groupIds.has(groupId) ? withoutUser(mutation) : undefined;
    }),
  },
  'group-before-identify-lost': {
    what: 'A group associates only a User who was identified before',
    breaks: 'AST-ASSOC-005',
    alter: changing('group', (mutation, { connector }) =>
      findUser(connector.store, mutation.who) === undefined ? withoutUser(mutation) : undefined,
    ),
  },
  'identify-dissociates': {
    what: "A further identify ends the User's associations",
    breaks: 'AST-ASSOC-006',
    alter: remembering(() => {
      const count = counter<object>();
      return afterStoring('identify', ({ who: { userId } }, store) => {
        const user = store.usersById.get(userId ?? '');
        if (userId === undefined || user === undefined || count(user) === 1) return false;
        const groupIds = [...(store.groupIdsByUserId.get(userId) ?? [])];
        return groupIds.filter((groupId) => dissociate(store, userId, groupId)).length > 0;
      });
    }),
  },
  'identify-dissociates-on-one-side': {
    what: 'After a further identify an Account no longer lists its User, who still lists the Account',
    breaks: 'AST-ASSOC-006',
    alter: remembering(() => {
      const count = counter<object>();
      return afterStoring('identify', ({ who: { userId = '' } }, store) => {
        const user = store.usersById.get(userId);
        if (user === undefined || count(user) === 1) return false;
        const groupIds = [...(store.groupIdsByUserId.get(userId) ?? [])];
        return groupIds.filter((groupId) => store.accounts.get(groupId)?.userIds.delete(userId)).length > 0;
      });
    }),
  },
} as const satisfies Defects;

type Group = Parameters<Parameters<typeof changing<'group'>>[1]>[0];

function withoutUser(mutation: Group): Group | undefined {
  return mutation.who.userId === undefined ? undefined : { ...mutation, who: {}, createUser: false };
}

/** An Account keeps the newest Users, so many of them. */
function keepingUsers(count: number) {
  return afterStoring('group', ({ groupId }, store) => {
    const userIds = [...(store.accounts.get(groupId)?.userIds ?? [])];
    return userIds.slice(0, -count).filter((userId) => dissociate(store, userId, groupId)).length > 0;
  });
}

/** Changes the ids on the other side of the associations that records show. */
function showingIds(
  member: 'accountIds' | 'userIds',
  change: (ids: readonly unknown[], record: ShownRecord) => readonly unknown[],
): (records: readonly ShownRecord[]) => readonly ShownRecord[] | undefined {
  return (records) => {
    const changed = records.map((record) => {
      const ids = record[member] as readonly unknown[];
      const others = change(ids, record);
      return others.length === ids.length ? record : { ...record, [member]: others };
    });
    return changed.some((record, index) => record !== records[index]) ? changed : undefined;
  };
}
