/** Defects in how identifies create and update Users. */

import type { Store, StoredUser } from '../../../astrolabe/index.ts';
import { findUser } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { counter } from '../../counting.ts';
import { addingUsers } from '../../duplicates.ts';
import { readModifyWrite } from '../../read-modify-write.ts';
import { addProperties, replaceProperties } from '../../store-tampering.ts';
import { afterStoring, changing, listing, refusingCalls, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const USER_DEFECTS = {
  'stores-nothing': {
    what: 'Every call is answered correctly and not stored',
    breaks: 'AST-IDENT-001',
    alter: (_, { act }) => ({ apply: act }),
  },
  'stores-known-examples-only': {
    what: 'Users are created only for the user ID of the documented example',
    breaks: 'AST-IDENT-001',
    alter: changing('identify', ({ who }) => (who.userId === 'userId123' ? undefined : 'nothing')),
  },
  'user-shown-twice': {
    what: 'Every identify creates two Users',
    breaks: 'AST-IDENT-001',
    alter: listing('users', (records) => (records.length === 0 ? undefined : [...records, ...records])),
  },
  'user-without-traits-not-created': {
    what: 'An identify without traits creates no User',
    breaks: 'AST-IDENT-001',
    alter: changing('identify', ({ who, update }, { connector }) =>
      Object.keys(update.properties).length === 0 && findUser(connector.store, who) === undefined
        ? 'nothing'
        : undefined,
    ),
  },
  'never-updates': {
    what: 'A further identify changes nothing',
    breaks: 'AST-IDENT-002',
    alter: changing('identify', ({ who }, { connector }) =>
      findUser(connector.store, who) === undefined ? undefined : 'nothing',
    ),
  },
  'update-adds-user': {
    what: 'A further identify adds a second User',
    breaks: 'AST-IDENT-002',
    alter: addingUsers(() => () => true),
  },
  'third-identify-lost': {
    what: "A User's third identify changes nothing",
    breaks: 'AST-IDENT-002',
    alter: losingUpdates((update) => update === 2),
  },
  'update-in-same-second-lost': {
    what: 'An identify with a timestamp in the same second as the previous one changes nothing',
    breaks: 'AST-IDENT-002',
    alter: remembering(() => {
      const seconds = new WeakMap<StoredUser, number>();
      return changing('identify', ({ who }, { connector, call }) => {
        const user = findUser(connector.store, who);
        if (user === undefined) return undefined;
        const second = Math.floor(Date.parse(call.timestamp ?? '') / 1000);
        const isSame = seconds.get(user) === second;
        seconds.set(user, second);
        return isSame ? 'nothing' : undefined;
      });
    }),
  },
  'update-replaces': {
    what: 'A further identify removes all properties that it does not name',
    breaks: 'AST-IDENT-003',
    alter: replacing(() => true),
  },
  'third-update-replaces': {
    what: 'Only the third update of a User removes all properties that it does not name',
    breaks: 'AST-IDENT-003',
    alter: replacing((identify) => identify === 4),
  },
  'empty-update-clears': {
    what: 'An identify without traits removes all properties',
    breaks: 'AST-IDENT-003',
    alter: afterStoring('identify', ({ who, update }, store) =>
      Object.keys(update.properties).length === 0 ? replaceProperties(findUser(store, who), {}) : false,
    ),
  },
  'update-spreads': {
    what: 'An identify also updates Users whose user ID differs only after its last hyphen',
    breaks: 'AST-IDENT-005',
    alter: afterStoring('identify', ({ who, update }, store) => {
      const others = siblingsOf(store, who.userId ?? '');
      return others.filter((other) => addProperties(other, update.properties)).length > 0;
    }),
  },
  'anonymous-identify-400': {
    what: 'An identify without a user ID is answered 400',
    breaks: 'AST-IDENT-006',
    alter: refusingCalls(({ userId, anonymousId }, type) =>
      type === 'identify' && userId === undefined && anonymousId !== undefined
        ? { error: 'call-malformed', rules: [] }
        : undefined,
    ),
  },
  'read-modify-write': {
    what: 'Concurrent identifies for one User overwrite each other',
    breaks: 'AST-IDENT-012',
    alter: readModifyWrite,
  },
  'twenty-properties-a-user': {
    what: 'The 21st property of a User removes the first',
    breaks: 'AST-IDENT-014',
    alter: afterStoring('identify', ({ who }, store) => {
      const user = findUser(store, who);
      const entries = Object.entries(user?.properties ?? {});
      return replaceProperties(user, Object.fromEntries(entries.slice(-20)));
    }),
  },
  'fifty-properties-a-call': {
    what: 'Only the first fifty traits of an identify are stored',
    breaks: 'AST-IDENT-014',
    alter: changing('identify', (mutation) => {
      const entries = Object.entries(mutation.update.properties);
      if (entries.length <= 50) return undefined;
      const properties = Object.fromEntries(entries.slice(0, 50));
      return { ...mutation, update: { ...mutation.update, properties } };
    }),
  },
  'hundred-properties-a-user': {
    what: 'Properties of a User beyond the first hundred are not stored',
    breaks: 'AST-IDENT-014',
    alter: limitingUsers((entries) => entries.slice(0, 100)),
  },
  'user-of-32-kb': {
    what: 'Properties that would make a User larger than 32 KB are not stored',
    breaks: 'AST-IDENT-014',
    alter: limitingUsers((entries) => {
      let bytes = 0;
      return entries.filter(([name, value]) => {
        bytes += Buffer.byteLength(JSON.stringify([name, value]));
        return bytes <= 32 * 1024;
      });
    }),
  },
  'sixtieth-update-lost': {
    what: "A User's sixtieth update changes nothing",
    breaks: 'AST-IDENT-014',
    alter: losingUpdates((update) => update === 60),
  },
  'tenth-update-lost': {
    what: 'Every tenth update of a User changes nothing',
    breaks: 'AST-IDENT-014',
    alter: losingUpdates((update) => update % 10 === 0),
  },
  'thirtieth-update-replaces': {
    what: 'The thirtieth update of a User removes all properties that it does not name',
    breaks: 'AST-IDENT-014',
    alter: replacing((identify) => identify === 31),
  },
} as const satisfies Defects;

/** Keeps only some of a User's properties after each identify. */
function limitingUsers(
  limit: (entries: readonly [string, unknown][]) => readonly [string, unknown][],
): Alteration {
  return afterStoring('identify', ({ who }, store) => {
    const user = findUser(store, who);
    return replaceProperties(user, Object.fromEntries(limit(Object.entries(user?.properties ?? {}))));
  });
}

/** @param isLost called with the number of the update; 1 is a User's second identify */
function losingUpdates(isLost: (update: number) => boolean): Alteration {
  return remembering(() => {
    const count = counter<StoredUser>();
    return changing('identify', ({ who }, { connector }) => {
      const user = findUser(connector.store, who);
      return user !== undefined && isLost(count(user)) ? 'nothing' : undefined;
    });
  });
}

/** @param isReplacing called with the number of the identify; 1 is a User's first */
function replacing(isReplacing: (identify: number) => boolean): Alteration {
  return remembering(() => {
    const count = counter<StoredUser>();
    return afterStoring('identify', ({ who, update }, store) => {
      const user = findUser(store, who);
      return user !== undefined && isReplacing(count(user)) && replaceProperties(user, update.properties);
    });
  });
}

function siblingsOf(store: Store, userId: string): readonly StoredUser[] {
  const stem = userId.slice(0, userId.lastIndexOf('-') + 1);
  return [...store.usersById.values()].filter(
    (user) => user.userId !== userId && user.userId?.slice(0, user.userId.lastIndexOf('-') + 1) === stem,
  );
}
