/** Defects in how calls that arrive at once are stored. */
import type { DecisionInput } from '../../astrolabe/index.ts';
import { findUser } from '../../astrolabe/index.ts';
import { computedValueOf } from '../computations.ts';
import { addingAccounts, addingUsers } from '../duplicates.ts';
import { meeting } from '../overlaps.ts';
import { changingProperties } from '../property-kinds.ts';
import { changing, together } from '../wrappers.ts';
import { withoutUser } from './associations.ts';
import type { Defects } from './defect.ts';

export const AT_ONCE_DEFECTS = {
  'first-identifies-at-once-add-user': {
    what: 'Identifies that arrive together with the first one for a user ID add further Users',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => {
        const isNew = findUser(input.connector.store, input.call) === undefined;
        return aboutUser(input, input.type === 'identify' ? (isNew ? 'first' : 'further') : undefined);
      },
      (earlier) => addingUsers(() => (input) => earlier(input).includes('first')),
    ),
  },
  'deliveries-at-once-add-user': {
    what: 'Deliveries of one identify that arrive together add a User each',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      ({ type, call }) =>
        type === 'identify' && typeof call.messageId === 'string'
          ? { subject: call.messageId, does: 'delivery' }
          : undefined,
      (earlier) => addingUsers(() => (input) => earlier(input).length > 0),
    ),
  },
  'flag-beside-identify-lost': {
    what: 'If an audience flag and an ordinary identify arrive together, only the first is stored',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => aboutUser(input, flagOrIdentify(input)),
      (earlier) =>
        changing('identify', (_, input) =>
          earlier(input).some((does) => does !== flagOrIdentify(input)) ? 'nothing' : undefined,
        ),
    ),
  },
  'group-beside-identify-lost': {
    what: 'If a group and an identify arrive together for one User, only the first is stored',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => aboutUser(input, input.type === 'track' ? undefined : input.type),
      (earlier) =>
        together(
          changing('identify', (_, input) => (earlier(input).includes('group') ? 'nothing' : undefined)),
          changing('group', (mutation, input) =>
            earlier(input).includes('identify') ? withoutUser(mutation) : undefined,
          ),
        ),
    ),
  },
  'groups-at-once-lose-properties': {
    what: 'If groups arrive together for one Account, only the first sets properties',
    breaks: 'AST-GROUP-008',
    alter: meeting(aboutAccount, (earlier) =>
      changingProperties('group', (properties, input) =>
        earlier(input).length > 0 && Object.keys(properties).length > 0 ? {} : undefined,
      ),
    ),
  },
  'groups-at-once-lose-members': {
    what: 'If groups arrive together for one Account, only the first associates its User',
    breaks: 'AST-GROUP-008',
    alter: meeting(aboutAccount, (earlier) =>
      changing('group', (mutation, input) => (earlier(input).length > 0 ? withoutUser(mutation) : undefined)),
    ),
  },
  'first-groups-at-once-add-account': {
    what: 'Groups that arrive together with the first one for a group ID add further Accounts',
    breaks: 'AST-GROUP-008',
    alter: meeting(aboutAccount, (earlier) =>
      addingAccounts(() => (input) => earlier(input).includes('first')),
    ),
  },
} as const satisfies Defects;

function aboutUser({ call: { userId } }: DecisionInput, does: string | undefined) {
  return userId === undefined || does === undefined ? undefined : { subject: userId, does };
}

function flagOrIdentify(input: DecisionInput): string | undefined {
  if (input.type !== 'identify') return undefined;
  return computedValueOf(input)?.of === 'audience' ? 'flag' : 'identify';
}

function aboutAccount({ type, call, connector }: DecisionInput) {
  if (type !== 'group' || call.groupId === undefined) return undefined;
  const does = connector.store.accounts.has(call.groupId) ? 'further' : 'first';
  return { subject: call.groupId, does };
}
