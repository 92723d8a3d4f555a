/** Defects in how groups create and update Accounts. */

import type { DecisionInput } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { addingAccounts } from '../../duplicates.ts';
import { changingProperties, changingValues, DROPPED, renaming } from '../../property-kinds.ts';
import { addProperties, replaceProperties } from '../../store-tampering.ts';
import { afterStoring, changing, listing, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const ACCOUNT_DEFECTS = {
  'group-ignored': {
    what: 'Group calls are accepted and not stored',
    breaks: 'AST-GROUP-001',
    alter: changing('group', () => 'nothing'),
  },
  'account-shown-twice': {
    what: 'Every group creates two Accounts',
    breaks: 'AST-GROUP-001',
    alter: listing('accounts', (records) => (records.length === 0 ? undefined : [...records, ...records])),
  },
  'first-group-without-properties': {
    what: 'The group that creates an Account sets no properties',
    breaks: 'AST-GROUP-001',
    alter: changingProperties('group', (properties, input) =>
      isKnownAccount(input) || Object.keys(properties).length === 0 ? undefined : {},
    ),
  },
  'account-never-updates': {
    what: 'A further group changes no properties',
    breaks: 'AST-GROUP-002',
    alter: changingProperties('group', (properties, input) =>
      isKnownAccount(input) && Object.keys(properties).length > 0 ? {} : undefined,
    ),
  },
  'second-user-cannot-update-account': {
    what: 'A group changes no properties if another user sent the first one',
    breaks: 'AST-GROUP-002',
    alter: remembering(() => {
      const isSecondSender = secondSenders();
      return changingProperties('group', (properties, input) =>
        isSecondSender(input) && Object.keys(properties).length > 0 ? {} : undefined,
      );
    }),
  },
  'second-user-adds-account': {
    what: 'A group from a second user adds a second Account',
    breaks: 'AST-GROUP-002',
    alter: addingAccounts(secondSenders),
  },
  'group-replaces': {
    what: 'A further group removes all properties that it does not name',
    breaks: 'AST-GROUP-003',
    alter: afterStoring('group', ({ groupId, update }, store) =>
      replaceProperties(store.accounts.get(groupId), update.properties),
    ),
  },
  'second-user-replaces': {
    what: 'A group from a second user removes all properties that it does not name',
    breaks: 'AST-GROUP-003',
    alter: replacingForSecondSenders(),
  },
  'empty-group-clears': {
    what: 'A group without traits removes all properties',
    breaks: 'AST-GROUP-003',
    alter: afterStoring('group', ({ groupId, update }, store) =>
      Object.keys(update.properties).length === 0
        ? replaceProperties(store.accounts.get(groupId), {})
        : false,
    ),
  },
  'account-names-joined': {
    what: "Spaces in the names of an Account's properties become underscores",
    breaks: 'AST-GROUP-004',
    alter: renaming('group', (name) => name.replaceAll(' ', '_')),
  },
  'account-numbers-become-text': {
    what: "An Account's numbers are stored as text",
    breaks: 'AST-GROUP-004',
    alter: changingValues('group', (value) => (typeof value === 'number' ? String(value) : value)),
  },
  'account-fractions-cut': {
    what: "An Account's numbers lose their fraction",
    breaks: 'AST-GROUP-004',
    alter: changingValues('group', (value) => (typeof value === 'number' ? Math.trunc(value) : value)),
  },
  'account-false-dropped': {
    what: 'Properties of an Account that are false are not stored',
    breaks: 'AST-GROUP-004',
    alter: changingValues('group', (value) => (value === false ? DROPPED : value)),
  },
  'account-empty-lists-dropped': {
    what: 'Properties of an Account that are empty arrays are not stored',
    breaks: 'AST-GROUP-004',
    alter: changingValues('group', (value) => (Array.isArray(value) && value.length === 0 ? DROPPED : value)),
  },
  'anonymous-group-ignored': {
    what: 'A group without a user ID is accepted and not stored',
    breaks: 'AST-GROUP-005',
    alter: changing('group', ({ who }) => (who.userId === undefined ? 'nothing' : undefined)),
  },
  'anonymous-group-creates-only': {
    what: 'A group without a user ID can create an Account but never updates one',
    breaks: 'AST-GROUP-005',
    alter: changing('group', ({ who }, input) =>
      who.userId === undefined && isKnownAccount(input) ? 'nothing' : undefined,
    ),
  },
  'account-properties-on-user': {
    what: 'The traits of a group also become properties of the User',
    breaks: 'AST-GROUP-006',
    alter: afterStoring('group', ({ who, update }, store) =>
      addProperties(store.usersById.get(who.userId ?? ''), update.properties),
    ),
  },
  'user-properties-on-account': {
    what: "A group copies the User's properties to the Account",
    breaks: 'AST-GROUP-006',
    alter: afterStoring('group', ({ groupId, who }, store) =>
      addProperties(store.accounts.get(groupId), store.usersById.get(who.userId ?? '')?.properties ?? {}),
    ),
  },
  'same-id-shares-properties': {
    what: 'An identify also updates the Account whose group ID equals the user ID',
    breaks: 'AST-GROUP-006',
    alter: afterStoring('identify', ({ who, update }, store) =>
      addProperties(store.accounts.get(who.userId ?? ''), update.properties),
    ),
  },
  'group-updates-all-accounts-of-user': {
    what: 'A group also updates the other Accounts of its user',
    breaks: 'AST-GROUP-009',
    alter: afterStoring('group', ({ groupId, who, update }, store) => {
      const groupIds = [...(store.groupIdsByUserId.get(who.userId ?? '') ?? [])];
      const others = groupIds.filter((other) => other !== groupId);
      return others.filter((other) => addProperties(store.accounts.get(other), update.properties)).length > 0;
    }),
  },
  'account-found-by-website': {
    what: 'A group for a new Account whose website another Account has updates that one',
    breaks: 'AST-GROUP-009',
    alter: changing('group', (mutation, { connector: { store } }) => {
      const { website } = mutation.update.properties;
      if (typeof website !== 'string' || store.accounts.has(mutation.groupId)) return undefined;
      const other = [...store.accounts.values()].find(({ properties }) => properties.website === website);
      return other && { ...mutation, groupId: other.groupId };
    }),
  },
  'group-spreads': {
    what: 'A group also updates Accounts whose group ID differs only after its last hyphen',
    breaks: 'AST-GROUP-009',
    alter: afterStoring('group', ({ groupId, update }, store) => {
      const stemOf = (id: string) => id.slice(0, id.lastIndexOf('-') + 1);
      const others = [...store.accounts.values()].filter(
        (account) => account.groupId !== groupId && stemOf(account.groupId) === stemOf(groupId),
      );
      return others.filter((account) => addProperties(account, update.properties)).length > 0;
    }),
  },
} as const satisfies Defects;

function isKnownAccount({ connector, call }: DecisionInput): boolean {
  return connector.store.accounts.has(call.groupId ?? '');
}

/** Returns a function that says whether a group comes from another user than the Account's first group. */
function secondSenders(): (input: DecisionInput) => boolean {
  const first = new Map<string, string | undefined>();
  return ({ connector, call: { groupId, userId } }) => {
    const key = `${connector.name} ${groupId}`;
    if (!first.has(key)) first.set(key, userId);
    return first.get(key) !== userId;
  };
}

function replacingForSecondSenders(): Alteration {
  return remembering(() => {
    const first = new Map<object, string | undefined>();
    return afterStoring('group', ({ groupId, who, update }, store) => {
      const account = store.accounts.get(groupId);
      if (account === undefined) return false;
      if (!first.has(account)) first.set(account, who.userId);
      return first.get(account) !== who.userId && replaceProperties(account, update.properties);
    });
  });
}
