/** Defects in how calls that arrive at once are stored. */
import type { DecisionInput } from '../../../astrolabe/index.ts';
import { findUser } from '../../../astrolabe/index.ts';
import { computedValueOf } from '../../computations.ts';
import { addingAccounts, addingUsers } from '../../duplicates.ts';
import { meeting } from '../../overlaps.ts';
import { changingProperties } from '../../property-kinds.ts';
import { changing, together } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';
import { withoutUser } from '../records/associations.ts';

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
  'track-beside-identify-loses-properties': {
    what: 'An identify that arrives together with a track of its user is not stored',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => aboutUser(input, input.type),
      (earlier) =>
        changing('identify', (_, input) => (earlier(input).includes('track') ? 'nothing' : undefined)),
    ),
  },
  'trait-beside-flag-lost': {
    what: 'Of a computed trait and an audience flag that arrive together, only the first is stored',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => aboutUser(input, computedValueOf(input)?.of),
      (earlier) =>
        changing('identify', (_, input) => {
          const of = computedValueOf(input)?.of;
          return of !== undefined && earlier(input).some((does) => does !== of) ? 'nothing' : undefined;
        }),
    ),
  },
  'groups-at-once-lose-account-of-user': {
    what: 'Of groups that arrive together for one User, only the first associates it',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => aboutUser(input, input.type === 'group' ? input.call.groupId : undefined),
      (earlier) =>
        changing('group', (mutation, input) =>
          earlier(input).some((groupId) => groupId !== mutation.groupId) ? withoutUser(mutation) : undefined,
        ),
    ),
  },
  'new-property-at-once-lost': {
    what: 'A property that no User has yet is stored for the first of the Users that get it at the same time',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => aboutNewName(input, computedValueOf(input) === undefined),
      (earlier) =>
        changing('identify', (_, input) => (earlier(input).includes('creates') ? 'nothing' : undefined)),
    ),
  },
  'new-flag-at-once-lost': {
    what: 'A flag that no User has yet is stored for the first of the Users that get it at the same time',
    breaks: 'AST-AUD-009',
    alter: meeting(
      (input) => aboutNewName(input, computedValueOf(input)?.of === 'audience'),
      (earlier) =>
        changing('identify', (_, input) => (earlier(input).includes('creates') ? 'nothing' : undefined)),
    ),
  },
  'flag-beside-first-identify-adds-user': {
    what: 'An audience flag that arrives together with the first identify adds a second User',
    breaks: 'AST-IDENT-012',
    alter: meeting(
      (input) => {
        const isNew = findUser(input.connector.store, input.call) === undefined;
        const kind = flagOrIdentify(input);
        return aboutUser(input, kind && `${isNew ? 'first' : 'further'} ${kind}`);
      },
      (earlier) =>
        addingUsers(() => (input) => {
          const other = flagOrIdentify(input) === 'flag' ? 'identify' : 'flag';
          return earlier(input).includes(`first ${other}`);
        }),
    ),
  },
  'account-flag-beside-group-lost': {
    what: 'An account-level flag that arrives together with a group of its Account is not stored',
    breaks: 'AST-GROUP-008',
    alter: meeting(aboutAccount, (earlier) =>
      changingProperties('group', (_, input) =>
        computedValueOf(input) !== undefined && earlier(input).length > 0 ? {} : undefined,
      ),
    ),
  },
  'group-deliveries-at-once-add-account': {
    what: 'Deliveries of one group that arrive together add an Account each',
    breaks: 'AST-GROUP-008',
    alter: meeting(
      ({ type, call }) =>
        type === 'group' && typeof call.messageId === 'string'
          ? { subject: call.messageId, does: 'delivery' }
          : undefined,
      (earlier) => addingAccounts(() => (input) => earlier(input).length > 0),
    ),
  },
  'track-deliveries-at-once-recorded': {
    what: 'Deliveries of one track that arrive together are recorded as an event each',
    breaks: 'AST-RETRY-001',
    alter: meeting(
      ({ type, call }) =>
        type === 'track' && typeof call.messageId === 'string'
          ? { subject: call.messageId, does: 'delivery' }
          : undefined,
      (earlier) => (parts, tools) => ({
        decide(input) {
          if (earlier(input).length === 0) return parts.decide(input);
          tools.act();
          return parts.decide({ ...input, call: { ...input.call, messageId: null } });
        },
      }),
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

/** An identify with one property, which no User has until the first of the calls that name it is stored. */
function aboutNewName({ type, call, connector: { store } }: DecisionInput, isMeant: boolean) {
  const [name, ...others] = Object.keys(call.traits ?? {});
  if (type !== 'identify' || !isMeant || name === undefined || others.length > 0) return undefined;
  const isKnown = [...store.usersById.values()].some(({ properties }) => Object.hasOwn(properties, name));
  return { subject: `property ${name}`, does: isKnown ? 'uses' : 'creates' };
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
