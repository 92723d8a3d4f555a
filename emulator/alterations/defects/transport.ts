/** Defects in how requests are taken and calls are told apart. */
import { ID_FIELDS, type JsonObject, SURROUNDING_FIELDS } from '../../../schemas/index.ts';
import type { Alteration } from '../alteration.ts';
import { accepted, failed, isAccepted, onError, withStatus } from '../decisions.ts';
import { membersOf, sizeOf } from '../request.ts';
import { answering, reading, refusingCalls, refusingRequests } from '../wrappers.ts';
import type { Defects } from './defect.ts';

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
      isAccepted(decision) && decision.call?.type === 'group' ? failed(decision, 404) : undefined,
    ),
  },
  'track-redirected': {
    what: 'Track calls are sent on to another URL with 307',
    breaks: 'AST-HTTP-001',
    alter: answering((decision) =>
      isAccepted(decision) && decision.call?.type === 'track'
        ? { ...failed(decision, 307), headers: { location: '/astrolabe/track' } }
        : undefined,
    ),
  },
  'accepted-as-201': {
    what: 'Accepted calls are answered 201',
    breaks: 'AST-HTTP-003',
    alter: answering((decision) => (isAccepted(decision) ? { ...decision, status: 201 } : undefined)),
  },
  'track-accepted-as-204': {
    what: 'Accepted track calls, and no others, are answered 204',
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
    what: 'Screen calls, unlike page and alias, are answered 200',
    breaks: 'AST-HTTP-006',
    alter: answering((decision) => (decision.call?.type === 'screen' ? accepted(decision) : undefined)),
  },
  'id-casing-ignored': {
    what: 'Ids are read in their documented casing only',
    breaks: 'AST-HTTP-007',
    alter: notReading((name) => /^(user|anonymous|group)_?id$/i.test(name) && !CANONICAL_IDS.has(name)),
  },
  'upper-case-ids-ignored': {
    what: 'Ids in upper case (`USER_ID`) are not read',
    breaks: 'AST-HTTP-007',
    alter: notReading((name) => /^(USER|ANONYMOUS|GROUP)_ID$/.test(name)),
  },
  'lower-case-group-id-ignored': {
    what: '`groupid`, and no other casing of an id, is not read',
    breaks: 'AST-HTTP-007',
    alter: notReading((name) => name === 'groupid'),
  },
  'unknown-fields-refused': {
    what: 'A field outside the Spec is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls((fields) =>
      Object.keys(fields).some(
        (name) => !KNOWN_FIELDS.has(name) && !/^(user|anonymous|group)_?id$/i.test(name),
      )
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
    what: '`sentAt: null` is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls(({ sentAt }) =>
      sentAt === null ? { error: 'call-malformed', rules: [] } : undefined,
    ),
  },
  'numeric-version-refused': {
    what: 'A `version` that is a number is answered 400',
    breaks: 'AST-HTTP-008',
    alter: refusingCalls(({ type, version }) =>
      typeof version === 'number' && type !== 'delete' ? { error: 'call-malformed', rules: [] } : undefined,
    ),
  },
  'bodies-up-to-20-kb': {
    what: 'Bodies above 20 KB are refused',
    breaks: 'AST-HTTP-009',
    alter: limitingBodies(20 * 1024),
  },
  'bodies-up-to-32000-bytes': {
    what: 'The limit of 32 KB is taken for 32,000 bytes',
    breaks: 'AST-HTTP-009',
    alter: limitingBodies(32_000),
  },
  'charset-refused': {
    what: 'A charset parameter is answered 400',
    breaks: 'AST-HTTP-012',
    alter: refusingRequests(({ contentType }) =>
      contentType?.includes('charset') ? { error: 'content-type-not-json', rules: [] } : undefined,
    ),
  },
  'upper-case-charset-refused': {
    what: 'A charset parameter is answered 400 where its value is in upper case',
    breaks: 'AST-HTTP-012',
    alter: refusingRequests(({ contentType }) =>
      contentType?.includes('UTF-8') ? { error: 'content-type-not-json', rules: [] } : undefined,
    ),
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
    what: 'Delete calls with a time in the format of Go are answered 500',
    breaks: 'AST-DEL-001',
    alter: crashingOnDelete(({ originalTimestamp }) => /UTC$/.test(String(originalTimestamp))),
  },
} as const satisfies Defects;

function notReading(isUnread: (name: string) => boolean): Alteration {
  return reading((body) => {
    const entries = Object.entries(body);
    const read = entries.filter(([name]) => !isUnread(name));
    return read.length === entries.length ? undefined : Object.fromEntries(read);
  });
}

function limitingBodies(bytes: number): Alteration {
  return refusingRequests((inbound) =>
    sizeOf(inbound) > bytes ? { error: 'body-too-large', rules: [] } : undefined,
  );
}

function crashingOnDelete(isFatal: (call: JsonObject) => boolean): Alteration {
  return answering((decision, inbound) =>
    decision.call?.type === 'delete' && isFatal(membersOf(inbound)) ? failed(decision, 500) : undefined,
  );
}
