/** Defects that show only after a while: what was stored is taken back, lost or doubled. */
import { findUser, type PropertyHolder, type Store } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { changingLater } from '../../changing-later.ts';
import { dissociate, replaceProperties } from '../../store-tampering.ts';
import type { MutationOf } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const IN_TIME_DEFECTS = {
  'user-forgotten-later': {
    what: 'A new User is gone a moment after it could be read',
    breaks: 'AST-IDENT-001',
    alter: changingLater('identify', ({ who }, store) =>
      findUser(store, who) === undefined ? (apply) => apply({ kind: 'remove-user', who }) : undefined,
    ),
  },
  'rested-user-loses-empty-values': {
    what: 'A User that was left alone for a while loses its empty values with the next identify',
    breaks: 'AST-IDENT-003',
    alter: rested('identify', ({ who }, store) => findUser(store, who)),
  },
  'rested-account-loses-empty-values': {
    what: 'An Account that was left alone for a while loses its empty values with the next group',
    breaks: 'AST-GROUP-003',
    alter: rested('group', ({ groupId }, store) => store.accounts.get(groupId)),
  },
  'rested-user-loses-flags': {
    what: 'A User that was left alone for a while loses its flags but one with the next identify',
    breaks: 'AST-AUD-004',
    alter: rested(
      'identify',
      ({ who }, store) => findUser(store, who),
      (value, index) => value === true && index > 0,
    ),
  },
  'user-update-taken-back': {
    what: 'An update of a User is undone a moment later',
    breaks: 'AST-IDENT-002',
    alter: changingLater('identify', ({ who }, store) => restoring(findUser(store, who))),
  },
  'account-update-taken-back': {
    what: 'An update of an Account is undone a moment later',
    breaks: 'AST-GROUP-002',
    alter: changingLater('group', ({ groupId }, store) => restoring(store.accounts.get(groupId))),
  },
  'association-dropped-later': {
    what: 'A User leaves its Account a moment after the group call',
    breaks: 'AST-ASSOC-001',
    alter: changingLater('group', ({ who, groupId }, store) => {
      const { userId } = who;
      return userId === undefined ? undefined : () => void dissociate(store, userId, groupId);
    }),
  },
  'event-doubled-later': {
    what: 'An event is recorded once more, a moment later and under another messageId',
    breaks: 'AST-TRACK-004',
    alter: changingLater('track', (mutation) => (apply) => {
      const { event } = mutation;
      apply({ ...mutation, event: { ...event, messageId: `${event.messageId}-again` } });
    }),
  },
} as const satisfies Defects;

/** Puts back the properties that a record has now; undefined for a record that does not exist yet. */
function restoring(holder: PropertyHolder | undefined): (() => void) | undefined {
  if (holder === undefined) return undefined;
  const properties = { ...holder.properties };
  return () => {
    holder.properties = properties;
  };
}

/** How long a record must be left alone to be written out and read in again, by the emulator's clock. */
const REST_MS = 600;

/** A record that was left alone is read in again for the next call, without some of its properties. */
function rested<K extends 'identify' | 'group'>(
  kind: K,
  find: (mutation: MutationOf<K>, store: Store) => PropertyHolder | undefined,
  isLost: (value: unknown, index: number) => boolean = (value) =>
    value === '' || (Array.isArray(value) && value.length === 0),
): Alteration {
  return (parts, { clock, act }) => {
    const lastUse = new WeakMap<PropertyHolder, number>();
    return {
      apply(connector, mutation) {
        const holder = () =>
          mutation.kind === kind ? find(mutation as MutationOf<K>, connector.store) : undefined;
        const before = holder();
        const isRested = before !== undefined && clock.now() - (lastUse.get(before) ?? clock.now()) > REST_MS;
        if (isRested) {
          const kept = Object.entries(before.properties).filter(([, value], index) => !isLost(value, index));
          if (replaceProperties(before, Object.fromEntries(kept))) act();
        }
        parts.apply(connector, mutation);
        const after = holder();
        if (after !== undefined) lastUse.set(after, clock.now());
      },
    };
  };
}
