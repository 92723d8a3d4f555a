/** Defects in how malformed calls are answered. */
import { isObject, type JsonObject } from '../../../../schemas/index.ts';
import type { Decision, Inbound, Mutation, Who } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { asSuccess, onError, withStatus } from '../../decisions.ts';
import { bodyOf, membersOf } from '../../request.ts';
import { answering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const BODY_DEFECTS = {
  'not-json-accepted': {
    what: 'A body that is not JSON is answered 200',
    breaks: 'AST-HTTP-004',
    alter: answering(onError(['body-not-json'], asSuccess)),
  },
  'list-accepted': {
    what: 'A body that is an array is answered 200',
    breaks: 'AST-HTTP-004',
    alter: answering((decision, inbound) =>
      Array.isArray(bodyOf(inbound)) ? asSuccess(decision) : undefined,
    ),
  },
  'null-accepted': {
    what: 'A body that is null is answered 200',
    breaks: 'AST-HTTP-004',
    alter: answering((decision, inbound) => (bodyOf(inbound) === null ? asSuccess(decision) : undefined)),
  },
  'not-json-422': {
    what: 'A body that is not JSON is answered 422',
    breaks: 'AST-HTTP-005',
    alter: answering(onError(['body-not-json'], withStatus(422))),
  },
  'identify-without-id-accepted': {
    what: 'An identify with neither id is answered 200',
    breaks: 'AST-HTTP-005',
    alter: onMalformed(
      ({ type, userId, anonymousId }) =>
        type === 'identify' && userId === undefined && anonymousId === undefined,
      asSuccess,
    ),
  },
  'track-without-event-accepted': {
    what: 'A track without an event is answered 200',
    breaks: 'AST-HTTP-005',
    alter: onMalformed(({ type, event }) => type === 'track' && event === undefined, asSuccess),
  },
  'text-as-traits-accepted': {
    what: 'An identify whose traits are a string is answered 200',
    breaks: 'AST-HTTP-005',
    alter: onMalformed(({ type, traits }) => type === 'identify' && typeof traits === 'string', asSuccess),
  },
  'list-as-account-traits-accepted': {
    what: 'A group whose traits are an array is answered 200; an identify is not',
    breaks: 'AST-HTTP-005',
    alter: onMalformed(({ type, traits }) => type === 'group' && Array.isArray(traits), asSuccess),
  },
  'not-json-500': {
    what: 'A body that is not JSON is answered 500',
    breaks: 'AST-HTTP-013',
    alter: answering(onError(['body-not-json'], withStatus(500))),
  },
  'null-500': {
    what: 'A body that is null is answered 500',
    breaks: 'AST-HTTP-013',
    alter: answering((decision, inbound) =>
      decision.code !== undefined && bodyOf(inbound) === null ? withStatus(500)(decision) : undefined,
    ),
  },
  'malformed-track-500': {
    what: 'A malformed track is answered 500; other malformed calls are not',
    breaks: 'AST-HTTP-013',
    alter: onMalformed(({ type }) => type === 'track', withStatus(500)),
  },
  'malformed-identify-stored': {
    what: 'An identify with malformed traits is refused but creates its User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) =>
      decision.code === 'call-malformed' && decision.call?.type === 'identify'
        ? withUser(decision, inbound)
        : undefined,
    ),
  },
  'malformed-group-stored': {
    what: 'A group with malformed traits is refused but creates its Account',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) =>
      decision.code === 'call-malformed' && decision.call?.type === 'group'
        ? withAccount(decision, inbound)
        : undefined,
    ),
  },
  'unsupported-call-stored': {
    what: 'A page call is answered 501 but creates its User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) =>
      decision.call?.type === 'page' ? withUser(decision, inbound) : undefined,
    ),
  },
  'call-with-unknown-key-stored': {
    what: 'A call with an unknown key is answered 401 but stored',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound, { connectors: [connector] }) =>
      decision.code === 'api-key-unknown' ? withUser({ ...decision, connector }, inbound) : undefined,
    ),
  },
  'call-with-unknown-key-updates': {
    what: 'A call with an unknown key is answered 401 but changes the properties of a known User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound, { connectors: [connector] }) => {
      const { userId = '', traits } = membersOf(inbound);
      if (decision.code !== 'api-key-unknown' || !isObject(traits)) return undefined;
      const isKnown = connector?.store.usersById.has(String(userId)) === true;
      return isKnown ? withUser({ ...decision, connector }, inbound, traits) : undefined;
    }),
  },
  'group-without-id-updates-user': {
    what: 'A group without groupId is refused but its traits become properties of the User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) => {
      const { groupId, traits } = membersOf(inbound);
      const isLost =
        decision.call?.type === 'group' && decision.code === 'call-malformed' && groupId === undefined;
      return isLost && isObject(traits) ? withUser(decision, inbound, traits) : undefined;
    }),
  },
  'malformed-group-associates': {
    what: 'A group with malformed traits is refused but associates its User with a known Account',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) => {
      const { groupId, userId } = membersOf(inbound);
      if (decision.code !== 'call-malformed' || decision.call?.type !== 'group') return undefined;
      const isKnown = decision.connector?.store.accounts.has(String(groupId)) === true;
      return isKnown && typeof userId === 'string' ? withAccount(decision, inbound, { userId }) : undefined;
    }),
  },
  'malformed-track-stored': {
    what: 'A track with malformed properties is refused but stored as an event',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound, { clock }) => {
      const { event, userId } = membersOf(inbound);
      if (decision.code !== 'call-malformed' || decision.call?.type !== 'track') return undefined;
      if (typeof event !== 'string' || typeof userId !== 'string') return undefined;
      const mutation = {
        kind: 'track',
        event: { event, userId, properties: {} },
        createUser: false,
      } as const;
      return { ...decision, mutation: { ...mutation, receivedAt: clock.now() } };
    }),
  },
} as const satisfies Defects;

function onMalformed(
  matches: (call: JsonObject) => boolean,
  change: (decision: Decision) => Decision,
): Alteration {
  return answering((decision, inbound) =>
    decision.code === 'call-malformed' && matches(membersOf(inbound)) ? change(decision) : undefined,
  );
}

export function withUser(
  decision: Decision,
  inbound: Inbound,
  properties: JsonObject = {},
): Decision | undefined {
  const { userId } = membersOf(inbound);
  if (typeof userId !== 'string') return undefined;
  const update = { ...NO_UPDATE, properties };
  return { ...decision, mutation: { kind: 'identify', who: { userId }, update, adoptAnonymous: false } };
}

function withAccount(decision: Decision, inbound: Inbound, who: Who = {}): Decision | undefined {
  const { groupId } = membersOf(inbound);
  if (typeof groupId !== 'string') return undefined;
  return { ...decision, mutation: { kind: 'group', groupId, who, update: NO_UPDATE, createUser: false } };
}

const NO_UPDATE: Extract<Mutation, { kind: 'identify' }>['update'] = {
  properties: {},
  rules: { nulls: 'keep', nested: 'replace' },
};
