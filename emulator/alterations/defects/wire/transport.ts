/** Defects in how requests are accepted and types of calls are recognised. */
import { ID_FIELDS, isObject, type JsonObject, SURROUNDING_FIELDS } from '../../../../schemas/index.ts';
import type { Decision, Inbound } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { asError, asSuccess, isAccepted, onError, withStatus } from '../../decisions.ts';
import { membersOf, sizeOf } from '../../request.ts';
import { answering, reading, refusingCalls, refusingRequests, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

const CANONICAL_IDS = new Set<string>(ID_FIELDS);
const KNOWN_FIELDS = new Set<string>([
  ...['type', ...ID_FIELDS, ...SURROUNDING_FIELDS],
  ...['event', 'traits', 'properties', '_metadata'],
]);

export const TRANSPORT_DEFECTS = {
  'group-not-found': {
    what: 'Group calls are answered 404',
    breaks: 'AST-HTTP-001',
    alter: answering((decision) =>
      isAccepted(decision) && decision.call?.type === 'group' ? asError(decision, 404) : undefined,
    ),
  },
  'track-redirected': {
    what: 'Track calls are redirected to another URL with 307',
    breaks: 'AST-HTTP-001',
    alter: answering((decision) =>
      isAccepted(decision) && decision.call?.type === 'track'
        ? { ...asError(decision, 307), headers: { location: '/astrolabe/track' } }
        : undefined,
    ),
  },
  'accepted-as-201': {
    what: 'Accepted calls are answered 201',
    breaks: 'AST-HTTP-003',
    alter: answering((decision) => (isAccepted(decision) ? { ...decision, status: 201 } : undefined)),
  },
  'track-accepted-as-204': {
    what: 'Only accepted track calls are answered 204',
    breaks: 'AST-HTTP-003',
    alter: answering((decision) =>
      isAccepted(decision) && decision.call?.type === 'track'
        ? { ...decision, status: 204, body: undefined }
        : undefined,
    ),
  },
  'unsupported-types-400': {
    what: 'Page, screen and alias calls are answered 400',
    breaks: 'AST-HTTP-006',
    alter: answering(onError(['type-not-supported'], withStatus(400))),
  },
  'screen-accepted': {
    what: 'Screen calls are answered 200; page and alias calls are not',
    breaks: 'AST-HTTP-006',
    alter: answering((decision) => (decision.call?.type === 'screen' ? asSuccess(decision) : undefined)),
  },
  'id-casing-ignored': {
    what: 'Ids are read only in their documented casing',
    breaks: 'AST-HTTP-007',
    alter: notReading((name) => /^(user|anonymous|group)_?id$/i.test(name) && !CANONICAL_IDS.has(name)),
  },
  'upper-case-ids-ignored': {
    what: 'Ids in upper case (`USER_ID`) are not read',
    breaks: 'AST-HTTP-007',
    alter: notReading((name) => /^(USER|ANONYMOUS|GROUP)_ID$/.test(name)),
  },
  'lower-case-group-id-ignored': {
    what: 'Only the casing `groupid` is not read',
    breaks: 'AST-HTTP-007',
    alter: notReading((name) => name === 'groupid'),
  },
  'other-casing-accepted-only': {
    what: 'A call whose user ID or group ID is in another casing is accepted and not stored',
    breaks: 'AST-HTTP-007',
    alter: answering((decision, inbound) =>
      isAccepted(decision) && ids(inbound).some((name) => !CANONICAL_IDS.has(name))
        ? asSuccess(decision)
        : undefined,
    ),
  },
  'upper-case-group-id-accepted-only': {
    what: 'A group with `GROUP_ID` is accepted and not stored',
    breaks: 'AST-HTTP-007',
    alter: answering((decision, inbound) =>
      isAccepted(decision) && ids(inbound).includes('GROUP_ID') ? asSuccess(decision) : undefined,
    ),
  },
  'other-casing-associates-nobody': {
    what: 'A group whose user ID is in another casing associates no User',
    breaks: 'AST-HTTP-007',
    alter: answering((decision, inbound) => {
      const { mutation } = decision;
      if (mutation?.kind !== 'group' || ids(inbound).includes('userId')) return undefined;
      if (mutation.who.userId === undefined) return undefined;
      return { ...decision, mutation: { ...mutation, who: {}, createUser: false } };
    }),
  },
  'track-in-other-casing-forgotten': {
    what: 'A track whose user ID is in another casing is accepted and not stored',
    breaks: 'AST-HTTP-007',
    alter: answering((decision, inbound) =>
      isAccepted(decision) && decision.call?.type === 'track' && !ids(inbound).includes('userId')
        ? asSuccess(decision)
        : undefined,
    ),
  },
  'unknown-fields-refused': {
    what: 'A call with a field outside the Spec is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls((fields) =>
      Object.keys(fields).some(
        (name) => !KNOWN_FIELDS.has(name) && !/^(user|anonymous|group)_?id$/i.test(name),
      )
        ? { error: 'call-malformed', rules: [] }
        : undefined,
    ),
  },
  'ipv6-refused': {
    what: 'A call whose `context.ip` is not of IPv4 is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls(({ context }) =>
      isObject(context) && typeof context.ip === 'string' && context.ip.includes(':')
        ? { error: 'call-malformed', rules: [] }
        : undefined,
    ),
  },
  'settings-header-refused': {
    what: 'A request with X-Segment-Settings is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingRequests(({ headers }) =>
      headers?.['x-segment-settings'] === undefined ? undefined : { error: 'request-malformed', rules: [] },
    ),
  },
  'null-sent-at-refused': {
    what: 'A call with `sentAt: null` is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls(({ sentAt }) =>
      sentAt === null ? { error: 'call-malformed', rules: [] } : undefined,
    ),
  },
  'numeric-version-refused': {
    what: 'A call with a `version` that is a number is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls(({ type, version }) =>
      typeof version === 'number' && type !== 'delete' ? { error: 'call-malformed', rules: [] } : undefined,
    ),
  },
  'bodies-up-to-20-kb': {
    what: 'Bodies of more than 20 KB are refused',
    breaks: 'AST-HTTP-009',
    alter: limitingBodies(20 * 1024),
  },
  'bodies-up-to-32000-bytes': {
    what: 'Bodies of more than 32,000 bytes are refused, although 32 KB are allowed',
    breaks: 'AST-HTTP-009',
    alter: limitingBodies(32_000),
  },
  'charset-refused': {
    what: 'A Content-Type with a charset parameter is answered 400',
    breaks: 'AST-HTTP-012',
    alter: refusingRequests(({ contentType }) =>
      contentType?.includes('charset') ? { error: 'content-type-not-json', rules: [] } : undefined,
    ),
  },
  'upper-case-charset-refused': {
    what: 'A Content-Type with a charset parameter in upper case is answered 400',
    breaks: 'AST-HTTP-012',
    alter: refusingRequests(({ contentType }) =>
      contentType?.includes('UTF-8') ? { error: 'content-type-not-json', rules: [] } : undefined,
    ),
  },
  'every-eighth-call-503': {
    what: 'Every eighth valid call is answered 503 and accepted when it is sent again',
    breaks: 'AST-HTTP-014',
    alter: atEveryEighth((decision) => asError(decision, 503)),
  },
  'every-eighth-response-lost': {
    what: 'Every eighth valid call is stored and answered 502',
    breaks: 'AST-HTTP-014',
    alter: atEveryEighth((decision) => ({ ...decision, status: 502, body: undefined })),
  },
  'delete-500': {
    what: 'Delete calls are answered 500',
    breaks: 'AST-DEL-001',
    alter: crashingOnDelete(() => true),
  },
  'delete-with-lists-500': {
    what: 'Delete calls whose context is an empty array are answered 500',
    breaks: 'AST-DEL-001',
    alter: crashingOnDelete(({ context }) => Array.isArray(context)),
  },
  'delete-with-go-time-500': {
    what: 'Delete calls with a timestamp in the format of Go are answered 500',
    breaks: 'AST-DEL-001',
    alter: crashingOnDelete(({ originalTimestamp }) => /UTC$/.test(String(originalTimestamp))),
  },
} as const satisfies Defects;

/** The names of the id fields of a body, as they were sent. */
function ids(inbound: Inbound): string[] {
  return Object.keys(membersOf(inbound)).filter((name) => /^(user|anonymous|group)_?id$/i.test(name));
}

function notReading(isIgnored: (name: string) => boolean): Alteration {
  return reading((body) => {
    const entries = Object.entries(body);
    const read = entries.filter(([name]) => !isIgnored(name));
    return read.length === entries.length ? undefined : Object.fromEntries(read);
  });
}

function limitingBodies(bytes: number): Alteration {
  return refusingRequests((inbound) =>
    sizeOf(inbound) > bytes ? { error: 'body-too-large', rules: [] } : undefined,
  );
}

/** Changes the answer to every eighth call that would be accepted. */
function atEveryEighth(change: (decision: Decision) => Decision): Alteration {
  return remembering(() => {
    let accepted = 0;
    return answering((decision) => {
      if (!isAccepted(decision)) return undefined;
      accepted += 1;
      return accepted % 8 === 0 ? change(decision) : undefined;
    });
  });
}

function crashingOnDelete(isFatal: (call: JsonObject) => boolean): Alteration {
  return answering((decision, inbound) =>
    decision.call?.type === 'delete' && isFatal(membersOf(inbound)) ? asError(decision, 500) : undefined,
  );
}
