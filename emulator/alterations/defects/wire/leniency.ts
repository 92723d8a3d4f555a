/** Defects of parsers that are too lenient, and of calls that are refused and stored all the same. */
import { isObject, type JsonObject } from '../../../../schemas/index.ts';
import type { Decision, Inbound } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { asSuccess, onError, withStatus } from '../../decisions.ts';
import { bodyOf, membersOf } from '../../request.ts';
import { answering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';
import { withUser } from './malformed-calls.ts';

export const LENIENCY_DEFECTS = {
  'json5-accepted': {
    what: 'Names without quotes, single quotes and comments are accepted, as in JSON5',
    breaks: 'AST-HTTP-004',
    alter: acceptingText((text) => /\{\s*[a-z]+\s*:|'|\/\//i.test(text)),
  },
  'trailing-comma-accepted': {
    what: 'A comma before a closing brace is accepted',
    breaks: 'AST-HTTP-004',
    alter: acceptingText((text) => /,\s*\}/.test(text)),
  },
  'text-after-json-accepted': {
    what: 'What follows the first JSON object of a body is ignored',
    breaks: 'AST-HTTP-004',
    alter: acceptingText((text) => /\}\s+[a-z{]|\}\}\}$/i.test(text)),
  },
  'empty-body-accepted': {
    what: 'An empty body is answered 200',
    breaks: 'AST-HTTP-004',
    alter: acceptingText((text) => text.trim() === ''),
  },
  'false-accepted': {
    what: 'A body that is false is answered 200',
    breaks: 'AST-HTTP-004',
    alter: acceptingText((text) => text === 'false'),
  },
  'group-in-list-accepted': {
    what: 'An array that holds a group is answered 200; other arrays are not',
    breaks: 'AST-HTTP-004',
    alter: answering((decision, inbound) => {
      const body = bodyOf(inbound);
      const isGroup = Array.isArray(body) && isObject(body[0]) && body[0].type === 'group';
      return isGroup ? asSuccess(decision) : undefined;
    }),
  },
  'track-in-text-accepted': {
    what: 'A track inside a JSON string is answered 200',
    breaks: 'AST-HTTP-004',
    alter: answering((decision, inbound) => {
      const body = bodyOf(inbound);
      return typeof body === 'string' && body.startsWith('{') ? asSuccess(decision) : undefined;
    }),
  },
  'number-as-account-traits-accepted': {
    what: 'A group whose traits are a number is answered 200',
    breaks: 'AST-HTTP-005',
    alter: answering((decision, inbound) => {
      const { type, traits } = membersOf(inbound);
      return type === 'group' && typeof traits === 'number' ? asSuccess(decision) : undefined;
    }),
  },
  'malformed-group-500': {
    what: 'A group whose traits are an array is answered 500',
    breaks: 'AST-HTTP-013',
    alter: answering((decision, inbound) => {
      const { type, traits } = membersOf(inbound);
      return type === 'group' && Array.isArray(traits) ? withStatus(500)(decision) : undefined;
    }),
  },
  'page-updates-user': {
    what: 'A page is answered 501 but its traits become properties of a known User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) => {
      const { type, traits } = membersOf(inbound);
      return type === 'page' ? updatingKnown(decision, inbound, traits) : undefined;
    }),
  },
  'call-without-key-updates': {
    what: 'A call without Authorization is answered 401 but changes the properties of a known User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound, { connectors: [connector] }) =>
      decision.code === 'authorization-missing'
        ? updatingKnown({ ...decision, connector }, inbound, membersOf(inbound).traits)
        : undefined,
    ),
  },
  'track-without-event-updates-user': {
    what: 'The properties of a track without event become the properties of its known User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) => {
      const { type, properties } = membersOf(inbound);
      if (decision.code !== 'call-malformed' || type !== 'track') return undefined;
      return updatingKnown(decision, inbound, properties);
    }),
  },
  'array-of-calls-stored': {
    what: 'An array of calls is refused but its first call updates a known User',
    breaks: 'AST-HTTP-010',
    alter: answering((decision, inbound) => {
      const body = bodyOf(inbound);
      if (!Array.isArray(body) || !isObject(body[0])) return undefined;
      const text = JSON.stringify(body[0]);
      const first: Inbound = { ...inbound, payload: { kind: 'text', text } };
      return updatingKnown(decision, first, body[0].traits);
    }),
  },
} as const satisfies Defects;

/** Accepts bodies that are not JSON objects. */
function acceptingText(matches: (text: string) => boolean): Alteration {
  return answering((decision, inbound) => {
    const { payload } = inbound;
    if (payload.kind !== 'text' || !matches(payload.text)) return undefined;
    return onError(['body-not-json', 'body-not-object'], asSuccess)(decision);
  });
}

function updatingKnown(decision: Decision, inbound: Inbound, properties: unknown): Decision | undefined {
  const { userId } = membersOf(inbound);
  const isKnown = decision.connector?.store.usersById.has(String(userId)) === true;
  return isKnown && isObject(properties) ? withUser(decision, inbound, properties as JsonObject) : undefined;
}
