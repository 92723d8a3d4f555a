/** Defects in how Users and Accounts are associated. */
import { findUser } from '../../../astrolabe/index.ts';
import { counter } from '../../counting.ts';
import { dissociate } from '../../store-tampering.ts';
import {
  afterStoring,
  changing,
  listing,
  remembering,
  type ShownRecord,
  storing,
  together,
} from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const ASSOCIATION_DEFECTS = {
  'no-association': {
    what: 'A group associates no User',
    breaks: 'AST-ASSOC-001',
    alter: changing('group', withoutUser),
  },
  'separated-user-ids-not-associated': {
    what: 'A group whose user ID contains a colon associates no User',
    breaks: 'AST-ASSOC-001',
    alter: changing('group', (mutation) =>
      mutation.who.userId?.includes(':') === true ? withoutUser(mutation) : undefined,
    ),
  },
  'association-keyed-by-joined-ids': {
    what: 'A group is taken for a known association if its two IDs, joined, read like those of another',
    breaks: 'AST-ASSOC-001',
    alter: remembering(() => {
      const known = new Map<string, string>();
      return changing('group', (mutation) => {
        const { userId } = mutation.who;
        if (userId === undefined) return undefined;
        const key = `${userId}:${mutation.groupId}`;
        const first = known.get(key) ?? userId;
        known.set(key, first);
        return first === userId ? undefined : withoutUser(mutation);
      });
    }),
  },
  'account-lists-no-users': {
    what: 'The User lists the Account, but the Account does not list the User',
    breaks: 'AST-ASSOC-001',
    alter: listing(
      'accounts',
      showingIds('userIds', () => []),
    ),
  },
  'user-lists-no-accounts': {
    what: 'The Account lists the User, but the User does not list the Account',
    breaks: 'AST-ASSOC-001',
    alter: listing(
      'users',
      showingIds('accountIds', () => []),
    ),
  },
  'repeated-group-dissociates': {
    what: 'A repeated group ends the association',
    breaks: 'AST-ASSOC-002',
    alter: storing('group', ({ groupId, who: { userId } }, { store }, apply) => {
      const was = userId !== undefined && store.accounts.get(groupId)?.userIds.has(userId) === true;
      apply();
      return was && dissociate(store, userId, groupId);
    }),
  },
  'third-group-dissociates': {
    what: 'The third group of the same user and Account ends the association',
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
    what: 'An Account lists a User once for each group that named it',
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
    what: 'An Account keeps only the last associated User',
    breaks: 'AST-ASSOC-003',
    alter: keepingUsers(1),
  },
  'two-users-an-account': {
    what: 'The third User of an Account removes the first',
    breaks: 'AST-ASSOC-003',
    alter: keepingUsers(2),
  },
  'sixteen-users-an-account': {
    what: 'The 17th User of an Account removes the first',
    breaks: 'AST-ASSOC-003',
    alter: keepingUsers(16),
  },
  'account-lists-a-page-of-users': {
    what: 'An Account lists its first 20 Users only',
    breaks: 'AST-ASSOC-003',
    alter: listing(
      'accounts',
      showingIds('userIds', (ids) => ids.slice(0, 20)),
    ),
  },
  'account-lists-last-user': {
    what: 'An Account lists only its last User, although its other Users list the Account',
    breaks: 'AST-ASSOC-003',
    alter: listing(
      'accounts',
      showingIds('userIds', (ids) => ids.slice(-1)),
    ),
  },
  'user-lists-first-account': {
    what: 'A User lists only its first Account, although its other Accounts list the User',
    breaks: 'AST-ASSOC-004',
    alter: listing(
      'users',
      showingIds('accountIds', (ids) => ids.slice(0, 1)),
    ),
  },
  'twenty-five-accounts-a-user': {
    what: 'A User lists 25 Accounts at most',
    breaks: 'AST-ASSOC-004',
    alter: listing(
      'users',
      showingIds('accountIds', (ids) => ids.slice(0, 25)),
    ),
  },
  'second-account-refused': {
    what: 'A User who belongs to an Account is not associated with another one',
    breaks: 'AST-ASSOC-004',
    alter: changing('group', (mutation, { connector: { store } }) => {
      const { groupId, who } = mutation;
      const groupIds = store.groupIdsByUserId.get(who.userId ?? '') ?? new Set();
      return groupIds.size > 0 && !groupIds.has(groupId) ? withoutUser(mutation) : undefined;
    }),
  },
  'group-before-identify-lost': {
    what: 'A group associates only Users who are already identified',
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
    what: 'After a further identify the Account no longer lists the User, but the User still lists the Account',
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

/** A group that associates no User; undefined if it names no user. */
export function withoutUser(mutation: Group): Group | undefined {
  return mutation.who.userId === undefined ? undefined : { ...mutation, who: {}, createUser: false };
}

/** An Account keeps only its newest `count` Users. */
function keepingUsers(count: number) {
  return afterStoring('group', ({ groupId }, store) => {
    const userIds = [...(store.accounts.get(groupId)?.userIds ?? [])];
    return userIds.slice(0, -count).filter((userId) => dissociate(store, userId, groupId)).length > 0;
  });
}

/** Changes the associated ids that records show. */
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
