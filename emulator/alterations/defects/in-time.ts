/** Defects that show only after a while: what was stored is taken back, lost or doubled. */
import { findUser, type PropertyHolder } from '../../astrolabe/index.ts';
import { changingLater } from '../changing-later.ts';
import { dissociate } from '../store-tampering.ts';
import type { Defects } from './defect.ts';

export const IN_TIME_DEFECTS = {
  'user-forgotten-later': {
    what: 'A new User is gone a moment after it could be read',
    breaks: 'AST-IDENT-001',
    alter: changingLater('identify', ({ who }, store) =>
      findUser(store, who) === undefined ? (apply) => apply({ kind: 'remove-user', who }) : undefined,
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
