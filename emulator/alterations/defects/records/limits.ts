/** Defects that appear beyond a usual limit. */
import type { JsonObject } from '../../../../schemas/index.ts';
import type { Alteration } from '../../alteration.ts';
import { computedValueOf } from '../../computations.ts';
import { counter } from '../../counting.ts';
import { changingProperties } from '../../property-kinds.ts';
import { replaceProperties } from '../../store-tampering.ts';
import { afterStoring, changing, listing, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const LIMIT_DEFECTS = {
  'account-of-64-properties': {
    what: 'Properties of an Account beyond the first 64 are not stored',
    breaks: 'AST-GROUP-003',
    alter: limitingAccounts((entries) => entries.slice(0, 64)),
  },
  'account-loses-oldest-property': {
    what: 'The 33rd property of an Account removes the first',
    breaks: 'AST-GROUP-003',
    alter: limitingAccounts((entries) => entries.slice(-32)),
  },
  'ninth-group-replaces': {
    what: 'The ninth group of an Account removes all properties that it does not name',
    breaks: 'AST-GROUP-003',
    alter: remembering(() => {
      const count = counter<object>();
      return afterStoring('group', ({ groupId, update }, store) => {
        const account = store.accounts.get(groupId);
        return account !== undefined && count(account) === 9 && replaceProperties(account, update.properties);
      });
    }),
  },
  'user-of-128-properties': {
    what: 'Only the newest 128 properties of a User are kept',
    breaks: 'AST-IDENT-014',
    alter: changingProperties('identify', (properties, { connector, call }) => {
      const known = connector.store.usersById.get(call.userId ?? '')?.properties ?? {};
      const names = Object.keys({ ...known, ...properties });
      const oldest = names
        .slice(0, -128)
        .filter((name) => Object.hasOwn(known, name) && known[name] !== null);
      if (oldest.length === 0) return undefined;
      return { ...Object.fromEntries(oldest.map((name) => [name, null])), ...properties };
    }),
  },
  'twenty-five-flags-a-user': {
    what: "From its 26th audience on, a User's flags replace the oldest",
    breaks: 'AST-AUD-004',
    alter: remembering(() => {
      const keys = new WeakMap<object, Set<string>>();
      return changingProperties('identify', (properties, input) => {
        const computed = computedValueOf(input);
        if (computed?.of !== 'audience' || computed.holder === undefined) return undefined;
        const held = keys.get(computed.holder) ?? new Set();
        keys.set(computed.holder, held.add(computed.key));
        const [oldest] = held;
        if (held.size <= 25 || oldest === undefined) return undefined;
        held.delete(oldest);
        return { [oldest]: null, ...properties };
      });
    }),
  },
  'account-lists-25-users': {
    what: 'An Account lists its newest 25 Users only',
    breaks: 'AST-ASSOC-003',
    alter: listing('accounts', (records) => {
      const isCrowded = records.some(({ userIds }) => (userIds as readonly string[]).length > 25);
      return isCrowded
        ? records.map((record) => ({ ...record, userIds: (record.userIds as readonly string[]).slice(-25) }))
        : undefined;
    }),
  },
  'user-lists-ten-accounts': {
    what: 'A User lists its newest ten Accounts only',
    breaks: 'AST-ASSOC-004',
    alter: listing('users', (records) => {
      const isCrowded = records.some(({ accountIds }) => (accountIds as readonly string[]).length > 10);
      return isCrowded
        ? records.map((record) => ({
            ...record,
            accountIds: (record.accountIds as readonly string[]).slice(-10),
          }))
        : undefined;
    }),
  },
  'twenty-events-a-user': {
    what: 'Only the newest twenty events of a User are listed',
    breaks: 'AST-TRACK-002',
    alter: listing('events', (records) => (records.length > 20 ? records.slice(-20) : undefined)),
  },
  'event-of-64-properties': {
    what: 'Properties of an event beyond the first 64 are not stored',
    breaks: 'AST-TRACK-002',
    alter: changing('track', (mutation) => {
      const entries = Object.entries(mutation.event.properties);
      if (entries.length <= 64) return undefined;
      const properties = Object.fromEntries(entries.slice(0, 64));
      return { ...mutation, event: { ...mutation.event, properties } };
    }),
  },
} as const satisfies Defects;

/** Keeps only some of an Account's properties after each group. */
function limitingAccounts(
  limit: (entries: readonly [string, unknown][]) => readonly [string, unknown][],
): Alteration {
  return afterStoring('group', ({ groupId }, store) => {
    const account = store.accounts.get(groupId);
    const kept = Object.fromEntries(limit(Object.entries(account?.properties ?? {}))) as JsonObject;
    return replaceProperties(account, kept);
  });
}
