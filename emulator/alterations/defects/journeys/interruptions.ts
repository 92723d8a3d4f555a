/** Defects in which a call of another kind, or about another user, breaks an earlier promise. */
import type { Store, StoredUser } from '../../../astrolabe/index.ts';
import { findUser } from '../../../astrolabe/index.ts';
import { afterAccountAudience, afterAudience, changingComputed } from '../../computations.ts';
import { addingUsers } from '../../duplicates.ts';
import { DROPPED } from '../../property-kinds.ts';
import { addProperties, dissociate, replaceProperties } from '../../store-tampering.ts';
import { afterStoring, changing, remembering, together } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const INTERRUPTION_DEFECTS = {
  'track-stub-swallows-identify': {
    what: 'The first identify of a user whose track came first creates no User',
    breaks: 'AST-IDENT-001',
    alter: changing('identify', ({ who: { userId } }, { connector: { store } }) => {
      const isStub = userId !== undefined && store.eventsByUserId.has(userId);
      return isStub && !store.usersById.has(userId) ? 'nothing' : undefined;
    }),
  },
  'group-stub-becomes-second-user': {
    what: 'The first identify of a user whose group came first adds a User beside the one of the group',
    breaks: 'AST-IDENT-001',
    alter: together(
      afterStoring('group', ({ who: { userId } }, store) => addStub(store, userId)),
      addingUsers(() => ({ connector: { store }, call: { userId = '' } }) => {
        const user = store.usersById.get(userId);
        return user !== undefined && Object.keys(user.properties).length === 0;
      }),
    ),
  },
  'identify-updates-colleagues': {
    what: 'An identify also updates known properties of the other Users of its Accounts',
    breaks: 'AST-IDENT-005',
    alter: afterStoring('identify', ({ who: { userId = '' }, update }, store) =>
      updateKnown(colleaguesOf(store, userId), update.properties),
    ),
  },
  'namesake-updates-members': {
    what: 'An identify for a user ID that is also a group ID updates the Users of that Account',
    breaks: 'AST-IDENT-005',
    alter: afterStoring('identify', ({ who: { userId = '' }, update }, store) => {
      const members = [...(store.accounts.get(userId)?.userIds ?? [])].filter((id) => id !== userId);
      return updateKnown(
        members.flatMap((id) => store.usersById.get(id) ?? []),
        update.properties,
      );
    }),
  },
  'shared-visitor-updates-all': {
    what: 'An identify also updates the other Users of its anonymous ID',
    breaks: 'AST-IDENT-005',
    alter: afterStoring('identify', ({ who: { userId, anonymousId = '' }, update }, store) => {
      const users = [...(store.identifiedByAnonymousId.get(anonymousId) ?? [])];
      return updateKnown(
        users.filter((user) => user.userId !== userId),
        update.properties,
      );
    }),
  },
  'address-moves-away': {
    what: 'A User loses its email address when another User gets it',
    breaks: 'AST-IDENT-005',
    alter: afterStoring('identify', ({ who: { userId }, update: { properties } }, store) => {
      const { email } = properties;
      if (email === undefined) return false;
      const others = [...store.usersById.values()].filter(
        (user) => user.userId !== userId && user.properties.email === email,
      );
      for (const user of others) user.properties = without(user.properties, 'email');
      return others.length > 0;
    }),
  },
  'group-clears-user': {
    what: "A group removes its user's properties",
    breaks: 'AST-IDENT-014',
    alter: afterStoring('group', ({ who: { userId = '' } }, store) =>
      replaceProperties(store.usersById.get(userId), {}),
    ),
  },
  'track-clears-falsy-properties': {
    what: "A track removes properties of its user that are 0, false or ''",
    breaks: 'AST-IDENT-014',
    alter: afterStoring('track', ({ event }, store) => {
      const user = findUser(store, event);
      const kept = Object.entries(user?.properties ?? {}).filter(([, value]) => Boolean(value));
      return replaceProperties(user, Object.fromEntries(kept));
    }),
  },
  'visitor-group-replaces': {
    what: 'A group without a user ID removes all properties of the Account that it does not name',
    breaks: 'AST-GROUP-003',
    alter: afterStoring('group', ({ groupId, who, update }, store) =>
      who.userId === undefined ? replaceProperties(store.accounts.get(groupId), update.properties) : false,
    ),
  },
  'member-identify-clears-account': {
    what: 'An identify of a member removes falsy properties of its Accounts',
    breaks: 'AST-GROUP-003',
    alter: afterStoring('identify', ({ who: { userId = '' } }, store) => {
      const groupIds = [...(store.groupIdsByUserId.get(userId) ?? [])];
      return groupIds.filter((groupId) => clearFalsy(store.accounts.get(groupId))).length > 0;
    }),
  },
  'account-flag-on-user-too': {
    what: 'An account-level flag is stored on the Account and on the user of its call',
    breaks: 'AST-GROUP-006',
    alter: afterAccountAudience((store, userId, flag) => addProperties(store.usersById.get(userId), flag)),
  },
  'flag-on-account-too': {
    what: "An audience flag of a User also becomes a property of the User's Accounts",
    breaks: 'AST-GROUP-006',
    alter: afterAudience((store, userId, key, flag) => {
      const groupIds = [...(store.groupIdsByUserId.get(userId) ?? [])];
      return groupIds.filter((id) => addProperties(store.accounts.get(id), { [key]: flag })).length > 0;
    }),
  },
  'account-flag-on-newest-account': {
    what: "An account-level flag is also stored on the newest Account of the call's user",
    breaks: 'AST-GROUP-009',
    alter: afterAccountAudience((store, userId, flag, groupId) => {
      const newest = [...(store.groupIdsByUserId.get(userId) ?? [])].at(-1);
      return newest !== undefined && newest !== groupId && addProperties(store.accounts.get(newest), flag);
    }),
  },
  'visitor-group-dissociates': {
    what: "A group without a user ID ends the association of the Account's first User",
    breaks: 'AST-ASSOC-003',
    alter: afterStoring('group', ({ groupId, who }, store) => {
      const [first] = store.accounts.get(groupId)?.userIds ?? [];
      return who.userId === undefined && first !== undefined && dissociate(store, first, groupId);
    }),
  },
  'flag-dissociates': {
    what: "An audience call ends the User's associations",
    breaks: 'AST-ASSOC-006',
    alter: afterAudience((store, userId) => leaveAll(store, userId)),
  },
  'new-visitor-dissociates': {
    what: "An identify with an anonymous ID that is new for the User ends the User's associations",
    breaks: 'AST-ASSOC-006',
    alter: afterStoring('identify', ({ who: { userId = '', anonymousId } }, store) =>
      anonymousId === undefined ? false : leaveAll(store, userId),
    ),
  },
  'identify-drops-events': {
    what: "An identify removes the events of its user's time before it was known",
    breaks: 'AST-TRACK-002',
    alter: changing('identify', (mutation, { connector: { store } }) => {
      const { userId = '' } = mutation.who;
      if (store.usersById.has(userId) || !store.eventsByUserId.has(userId)) return undefined;
      store.eventsByUserId.delete(userId);
      return mutation;
    }),
  },
  'event-of-member-on-everybody': {
    what: 'An event is also recorded for the other Users of its user’s Accounts',
    breaks: 'AST-TRACK-002',
    alter: afterStoring('track', ({ event, receivedAt }, store) => {
      const colleagues = colleaguesOf(store, event.userId ?? '');
      for (const { userId = '' } of colleagues) {
        const record = { ...event, userId };
        const events = store.eventsByUserId.get(userId) ?? [];
        store.eventsByUserId.set(userId, [...events, { record, receivedAt, number: 0 }]);
      }
      return colleagues.length > 0;
    }),
  },
  'group-clears-flags': {
    what: "A group removes its user's audience flags",
    breaks: 'AST-AUD-004',
    alter: remembering(() => {
      const keys = new Set<string>();
      return together(
        afterAudience((_, __, key) => {
          keys.add(key);
          return false;
        }),
        afterStoring('group', ({ who: { userId = '' } }, store) => {
          const user = store.usersById.get(userId);
          const kept = Object.entries(user?.properties ?? {}).filter(([name]) => !keys.has(name));
          return replaceProperties(user, Object.fromEntries(kept));
        }),
      );
    }),
  },
  'flag-spreads-to-colleagues': {
    what: 'Entering an audience sets the flag of the other Users of the same Account too',
    breaks: 'AST-AUD-009',
    alter: afterAudience((store, userId, key, flag) => {
      const colleagues = colleaguesOf(store, userId);
      return colleagues.filter((user) => addProperties(user, { [key]: flag })).length > 0;
    }),
  },
  'flag-spreads-by-visitor': {
    what: 'Entering an audience sets the flag of the other Users with the same anonymous ID too',
    breaks: 'AST-AUD-009',
    alter: afterAudience((store, userId, key, flag) => {
      const anonymousId = store.usersById.get(userId)?.anonymousId ?? '';
      const users = [...(store.identifiedByAnonymousId.get(anonymousId) ?? [])];
      const others = users.filter((user) => user.userId !== userId);
      return others.filter((user) => addProperties(user, { [key]: flag })).length > 0;
    }),
  },
  'trait-of-other-type-ignored': {
    what: 'A computed trait keeps its value if the new one has another type',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value, { key, holder }) => {
      const old = holder?.properties[key];
      return old !== undefined && typeOf(old) !== typeOf(value) ? DROPPED : value;
    }),
  },
  'empty-trait-ignored': {
    what: 'A computed trait does not become an empty list or text',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value) =>
      value === '' || (Array.isArray(value) && value.length === 0) ? DROPPED : value,
    ),
  },
} as const satisfies Defects;

/** Creates a User without properties; returns whether there was none. */
function addStub(store: Store, userId: string | undefined): boolean {
  if (userId === undefined || store.usersById.has(userId)) return false;
  store.usersById.set(userId, { userId, anonymousId: undefined, properties: {} });
  return true;
}

function colleaguesOf(store: Store, userId: string): readonly StoredUser[] {
  const groupIds = [...(store.groupIdsByUserId.get(userId) ?? [])];
  const ids = new Set(groupIds.flatMap((groupId) => [...(store.accounts.get(groupId)?.userIds ?? [])]));
  return [...ids].filter((id) => id !== userId).flatMap((id) => store.usersById.get(id) ?? []);
}

/** Overwrites properties that the Users already have; returns whether any value changed. */
function updateKnown(users: readonly StoredUser[], properties: Readonly<Record<string, unknown>>): boolean {
  return (
    users.filter((user) => {
      const known = Object.entries(properties).filter(([name]) => Object.hasOwn(user.properties, name));
      return addProperties(user, Object.fromEntries(known));
    }).length > 0
  );
}

function leaveAll(store: Store, userId: string): boolean {
  const groupIds = [...(store.groupIdsByUserId.get(userId) ?? [])];
  return groupIds.filter((groupId) => dissociate(store, userId, groupId)).length > 0;
}

function clearFalsy(holder: { properties: Record<string, unknown> } | undefined): boolean {
  const kept = Object.entries(holder?.properties ?? {}).filter(([, value]) => Boolean(value));
  return replaceProperties(holder, Object.fromEntries(kept));
}

function without(properties: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name));
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
