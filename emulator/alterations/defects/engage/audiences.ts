/** Defects in how audience flags and computed traits are stored. */
import { afterAudience, changingComputed, computedValueOf } from '../../computations.ts';
import { addingUsers } from '../../duplicates.ts';
import { changingProperties, DROPPED } from '../../property-kinds.ts';
import { replaceProperties } from '../../store-tampering.ts';
import { changing, listing, remembering, together } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const AUDIENCE_DEFECTS = {
  'flag-call-clears-address': {
    what: "The call of a flag without an address removes the User's",
    breaks: 'AST-AUD-004',
    alter: changing('identify', (mutation, input) => {
      const { properties, rules } = mutation.update;
      const { holder, of } = computedValueOf(input) ?? {};
      const clears =
        of === 'audience' && properties.email === undefined && holder?.properties.email !== undefined;
      if (!clears) return undefined;
      const cleared = { ...properties, email: null };
      return { ...mutation, update: { properties: cleared, rules: { ...rules, nulls: 'remove' } } };
    }),
  },
  'audience-true-as-text': {
    what: 'An audience flag is stored as text',
    breaks: 'AST-AUD-001',
    alter: changingComputed('identify', 'audience', (value) => (value === true ? 'true' : value)),
  },
  'audience-key-split-before-letters': {
    what: 'In the key of an audience, a digit and the following letter are separated by an underscore',
    breaks: 'AST-AUD-001',
    alter: changing('identify', (mutation, input) => {
      const key = computedValueOf(input)?.key;
      const split = key?.replaceAll(/(\d)([a-z])/g, '$1_$2');
      if (key === undefined || split === undefined || split === key) return undefined;
      const { [key]: flag, ...rest } = mutation.update.properties;
      return { ...mutation, update: { ...mutation.update, properties: { ...rest, [split]: flag } } };
    }),
  },
  'audience-exit-removes-flag': {
    what: "Leaving an audience removes the User's flag",
    breaks: 'AST-AUD-002',
    alter: changing('identify', (mutation, input) => {
      const computed = computedValueOf(input);
      const { properties, rules } = mutation.update;
      if (computed?.of !== 'audience' || properties[computed.key] !== false) return undefined;
      const removed = { ...properties, [computed.key]: null };
      return { ...mutation, update: { properties: removed, rules: { ...rules, nulls: 'remove' } } };
    }),
  },
  'audience-exit-as-null': {
    what: 'Leaving an audience sets the flag to null',
    breaks: 'AST-AUD-002',
    alter: changingComputed('identify', 'audience', (value) => (value === false ? null : value)),
  },
  'exit-without-entry-ignored': {
    what: 'Leaving an audience that was never entered sets no flag',
    breaks: 'AST-AUD-002',
    alter: changingComputed('identify', 'audience', (value, { key, holder }) =>
      value === false && holder?.properties[key] === undefined ? DROPPED : value,
    ),
  },
  'audience-reentry-ignored': {
    what: 'A flag that has become false stays false',
    breaks: 'AST-AUD-003',
    alter: changingComputed('identify', 'audience', (value, { key, holder }) =>
      holder?.properties[key] === false && value === true ? DROPPED : value,
    ),
  },
  'unread-entry-and-leaving-cancel-out': {
    what: 'A User who leaves an audience before the entry was read has no flag at all',
    breaks: 'AST-AUD-002',
    alter: remembering(() => {
      const unread = new Set<string>();
      return together(
        listing('users', () => {
          unread.clear();
          return undefined;
        }),
        afterAudience((store, userId, key, flag) => {
          const entry = JSON.stringify([userId, key]);
          const user = store.usersById.get(userId);
          if (flag) unread.add(entry);
          if (flag || !unread.delete(entry) || user === undefined) return false;
          const { [key]: _, ...others } = user.properties;
          return replaceProperties(user, others);
        }),
      );
    }),
  },
  'second-audience-ignored': {
    what: "Only the flag of a User's first audience is stored",
    breaks: 'AST-AUD-004',
    alter: remembering(() => {
      const first = new WeakMap<object, string>();
      return changingComputed('identify', 'audience', (value, { key, holder }) => {
        if (holder === undefined) return value;
        if (!first.has(holder)) first.set(holder, key);
        return first.get(holder) === key ? value : DROPPED;
      });
    }),
  },
  'sixteen-flags-a-user': {
    what: "Only the flags of a User's first 16 audiences are stored",
    breaks: 'AST-AUD-004',
    alter: remembering(() => {
      const flags = new WeakMap<object, Set<string>>();
      return changingComputed('identify', 'audience', (value, { key, holder }) => {
        if (holder === undefined) return value;
        const keys = flags.get(holder) ?? new Set<string>();
        flags.set(holder, keys);
        if (keys.size < 16) keys.add(key);
        return keys.has(key) ? value : DROPPED;
      });
    }),
  },
  'audience-replaces-properties': {
    what: 'An audience flag removes all other properties of the User',
    breaks: 'AST-AUD-004',
    alter: afterAudience((store, userId, key, flag) =>
      replaceProperties(store.usersById.get(userId), { [key]: flag }),
    ),
  },
  'identify-clears-flags': {
    what: 'An ordinary identify removes the flags of all audiences',
    breaks: 'AST-AUD-004',
    alter: changingProperties('identify', (properties, input) => {
      if (computedValueOf(input) !== undefined) return undefined;
      const known = Object.entries(
        input.connector.store.usersById.get(input.call.userId ?? '')?.properties ?? {},
      );
      const flags = known.filter(
        ([name, value]) => typeof value === 'boolean' && !Object.hasOwn(properties, name),
      );
      if (flags.length === 0) return undefined;
      return { ...Object.fromEntries(flags.map(([name]) => [name, null])), ...properties };
    }),
  },
  'audience-of-unknown-user-ignored': {
    what: 'An audience call for an unknown user creates no User',
    breaks: 'AST-AUD-005',
    alter: changing('identify', (_, input) => {
      const computed = computedValueOf(input);
      return computed !== undefined && computed.holder === undefined ? 'nothing' : undefined;
    }),
  },
  'computed-trait-keeps-first': {
    what: 'A computed trait keeps its first value',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value, { key, holder }) =>
      holder !== undefined && Object.hasOwn(holder.properties, key) ? DROPPED : value,
    ),
  },
  'computed-lists-grow': {
    what: 'A computed array is appended to the old one',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value, { key, holder }) => {
      const old = holder?.properties[key];
      return Array.isArray(value) && Array.isArray(old) ? [...old, ...value] : value;
    }),
  },
  'computed-zero-ignored': {
    what: 'A computed trait does not become 0',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value) => (value === 0 ? DROPPED : value)),
  },
  'repeated-flag-toggles': {
    what: 'A flag that is sent again is inverted',
    breaks: 'AST-AUD-007',
    alter: changingComputed('identify', 'audience', (value, { key, holder }) =>
      holder?.properties[key] === value ? !value : value,
    ),
  },
  'repeated-flag-adds-user': {
    what: 'A flag that is sent again adds a second User',
    breaks: 'AST-AUD-007',
    alter: addingUsers(() => (input) => {
      const computed = computedValueOf(input);
      if (computed === undefined) return false;
      const { key, holder } = computed;
      return holder !== undefined && holder.properties[key] === input.call.traits?.[key];
    }),
  },
  'account-audience-ignored': {
    what: 'A flag that is sent as a group is not stored',
    breaks: 'AST-AUD-008',
    alter: changingComputed('group', 'audience', () => DROPPED),
  },
  'account-exit-ignored': {
    what: 'An Account that has entered an audience never leaves it',
    breaks: 'AST-AUD-008',
    alter: changingComputed('group', 'audience', (value) => (value === false ? DROPPED : value)),
  },
  'account-audience-on-user': {
    what: 'A flag that is sent as a group is stored on the User',
    breaks: 'AST-AUD-008',
    alter: changing('group', (mutation, input) => {
      if (computedValueOf(input) === undefined) return undefined;
      const { who, update } = mutation;
      return { kind: 'identify', who, update, adoptAnonymous: false };
    }),
  },
} as const satisfies Defects;
