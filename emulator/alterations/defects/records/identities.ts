/** Defects in how Users are distinguished. */
import { type Connector, findUser } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { changing, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const IDENTITY_DEFECTS = {
  'user-id-case-ignored': {
    what: 'User IDs that differ only in case are one User',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.toLowerCase()),
  },
  'user-id-accents-ignored': {
    what: 'User IDs that differ only in accents are one User',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.normalize('NFD').replaceAll(/\p{Mark}/gu, '')),
  },
  'user-id-normalised': {
    what: 'User IDs that are equal in Unicode form C are one User',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.normalize('NFC')),
  },
  'user-id-percent-decoded': {
    what: 'User IDs are percent-decoded',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.replaceAll(/%2f/gi, '/')),
  },
  'user-id-plus-is-space': {
    what: 'A plus in a user ID is read as a space',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.replaceAll('+', ' ')),
  },
  'user-id-cut-at-slash': {
    what: 'A user ID ends at its first slash',
    breaks: 'AST-IDENT-009',
    alter: colliding((userId) => userId.split('/', 1).join()),
  },
  'group-id-case-ignored': {
    what: 'Group IDs that differ only in case are one Account',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.toLowerCase()),
  },
  'group-id-normalised': {
    what: 'Group IDs that are equal in Unicode form C are one Account',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.normalize('NFC')),
  },
  'group-id-percent-decoded': {
    what: 'Group IDs are percent-decoded',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.replaceAll(/%2f/gi, '/')),
  },
  'group-id-cut-at-slash': {
    what: 'A group ID ends at its first slash or question mark',
    breaks: 'AST-GROUP-007',
    alter: collidingGroups((groupId) => groupId.split(/[/?]/, 1).join()),
  },
  'users-merged-by-email': {
    what: 'A new user ID with a known email address is treated as that User',
    breaks: 'AST-IDENT-010',
    alter: changing('identify', (mutation, { connector: { store } }) => {
      const { who, update } = mutation;
      const { email } = update.properties;
      if (email === undefined || findUser(store, who) !== undefined) return undefined;
      for (const [userId, { properties }] of store.usersById) {
        if (properties.email === email) return { ...mutation, who: { userId } };
      }
      return undefined;
    }),
  },
} as const satisfies Defects;

/** Returns a function that returns the earliest id of a connector that folds to the same text. */
function earliest(fold: (id: string) => string): (connector: Connector, id: string) => string {
  const known = new Map<string, string>();
  return (connector, id) => {
    const key = `${connector.name} ${fold(id)}`;
    const first = known.get(key) ?? id;
    known.set(key, first);
    return first;
  };
}

/** Treats a group ID that folds to the same text as an earlier one as that earlier one. */
export function collidingGroups(fold: (groupId: string) => string): Alteration {
  return remembering(() => {
    const earliestOf = earliest(fold);
    return changing('group', (mutation, { connector }) => {
      const groupId = earliestOf(connector, mutation.groupId);
      return groupId === mutation.groupId ? undefined : { ...mutation, groupId };
    });
  });
}

/** Treats a user ID that folds to the same text as an earlier one as that earlier one. */
export function colliding(fold: (userId: string) => string): Alteration {
  return remembering(() => {
    const earliestOf = earliest(fold);
    return changing('identify', (mutation, { connector }) => {
      const { userId } = mutation.who;
      if (userId === undefined) return undefined;
      const first = earliestOf(connector, userId);
      return first === userId ? undefined : { ...mutation, who: { ...mutation.who, userId: first } };
    });
  });
}
