/** Lawful variants: unusual behaviours that the suite must not fail. */
import type { ErrorCode } from '../answers/index.ts';
import { findUser, refuse } from '../astrolabe/index.ts';
import type { Variant } from '../behaviours.ts';
import type { Alteration } from './alteration.ts';
import { repetition } from './counting.ts';
import { asError, isAccepted, onError, withStatus } from './decisions.ts';
import { dissociate, leaveOtherAccounts } from './store-tampering.ts';
import { storeQueued, storeUnordered, storingAfter } from './storing-later.ts';
import {
  afterStoring,
  answering,
  listing,
  remembering,
  type ShownRecord,
  storing,
  together,
} from './wrappers.ts';

interface VariantEntry extends Variant {
  readonly alter?: Alteration;
}

/** Time from the answer until a record is stored, by the emulator's clock. */
const LATE_MS = 20;
/** Time by which calls of one kind are stored later than others, by the emulator's clock. */
const OVERTAKEN_MS = 60;
/** Time until an answer is sent, in real time. */
const SLOW_MS = 15;
/** Calls per second that are accepted. */
const CALLS_PER_SECOND = 250;
const PAUSE_SECONDS = 1;

/** The errors of callers without a valid key. */
const KEY_ERRORS: readonly ErrorCode[] = [
  'authorization-missing',
  'authorization-malformed',
  'api-key-unknown',
];

const answer202 = answering((decision) => (isAccepted(decision) ? { ...decision, status: 202 } : undefined));

/** A group that arrives before its User is stored associates no User. */
const associateKnownUsers = storing('group', (mutation, { store }, apply) => {
  const { groupId, who } = mutation;
  apply();
  const isKnown = findUser(store, who) !== undefined;
  return !isKnown && who.userId !== undefined && dissociate(store, who.userId, groupId);
});

/** A known messageId is answered 409. */
const refuseRepeats: Alteration = remembering(() => {
  const isRepeated = repetition();
  return answering((decision) => {
    const { connector, call } = decision;
    if (!isAccepted(decision) || call?.messageId === undefined) return undefined;
    return isRepeated(`${connector?.name} ${call.messageId}`) ? asError(decision, 409) : undefined;
  });
});

/** Redirects callers without a valid key to a page where a person would log in. */
const redirectToLogin = answering(
  onError(KEY_ERRORS, (decision) => ({
    ...decision,
    status: 302,
    body: undefined,
    headers: { location: '/login' },
  })),
);

/** It uses the stopwatch, because with a frozen clock no later call would ever be accepted. */
const limitRate: Alteration = remembering(() => {
  let second = 0;
  let calls = 0;
  return answering((decision, _, { stopwatch }) => {
    const now = Math.floor(stopwatch() / 1000);
    calls = now === second ? calls + 1 : 1;
    second = now;
    if (calls <= CALLS_PER_SECOND) return undefined;
    const { connector, call } = decision;
    const detail = `send it again after ${PAUSE_SECONDS} second`;
    const refusal = refuse(
      { error: 'rate-limited', detail, rules: ['variant:rate-limit'] },
      { connector, call },
    );
    return { ...refusal, headers: { 'retry-after': String(PAUSE_SECONDS) } };
  });
});

const recordRepeats: Alteration = (parts) => ({
  decide(input) {
    const { type, call } = input;
    if (type !== 'track') return parts.decide(input);
    const outcome = parts.decide({ ...input, call: { ...call, messageId: null } });
    if ('error' in outcome || outcome.mutation?.kind !== 'track') return outcome;
    const event = { ...outcome.mutation.event, messageId: call.messageId ?? undefined };
    return { ...outcome, mutation: { ...outcome.mutation, event } };
  },
});

function withOwnProperties(record: ShownRecord): ShownRecord {
  const own = { createdAt: '2024-05-01T12:00:00.000Z', source: 'segment', _score: 0.5 };
  return { ...record, id: 1, properties: { ...own, ...(record.properties as object) } };
}

/** Changes how all records are shown. */
function shownOtherwise(change: (record: ShownRecord) => ShownRecord): Alteration {
  return together(
    listing('users', (records) => records.map(change)),
    listing('accounts', (records) => records.map(change)),
    listing('events', (records) => records.map(change)),
  );
}

function withOffset(record: ShownRecord): ShownRecord {
  const time = Date.parse(String(record.timestamp));
  if (Number.isNaN(time)) return record;
  const shifted = new Date(time + 2 * 3_600_000).toISOString();
  return { ...record, timestamp: shifted.replace('Z', '+02:00') };
}

const TABLE = {
  'late-storing': {
    what: `Calls are answered 202 and stored ${LATE_MS} ms later`,
    alter: together(
      storingAfter(() => () => LATE_MS),
      answer202,
    ),
  },
  'unordered-storing': {
    what: 'Calls are answered 202 and stored after 0, 60 and 120 ms in turn',
    alter: together(storeUnordered, answer202),
  },
  'queued-storing': {
    what: 'Calls are answered 202 and stored one after another, in their order',
    alter: together(storeQueued, answer202),
  },
  'identifies-overtaken': {
    what: 'Identifies are stored 60 ms later than other calls, and a group associates known Users only',
    warns: ['AST-ASSOC-005'],
    alter: together(
      associateKnownUsers,
      storingAfter(
        () =>
          ({ kind }) =>
            kind === 'identify' ? OVERTAKEN_MS : 0,
      ),
      answer202,
    ),
  },
  'groups-overtaken': {
    what: 'Groups are stored 60 ms later than other calls',
    alter: together(
      storingAfter(
        () =>
          ({ kind }) =>
            kind === 'group' ? OVERTAKEN_MS : 0,
      ),
      answer202,
    ),
  },
  'repeats-409': {
    what: 'A call whose messageId is known is answered 409 and not stored again',
    alter: refuseRepeats,
  },
  'refusals-500': {
    what: 'Malformed bodies and keys that are not valid are answered 500',
    warns: ['AST-HTTP-005', 'AST-HTTP-013', 'AST-AUTH-003', 'AST-AUTH-005'],
    alter: answering(
      onError(['body-not-json', 'body-not-object', 'call-malformed', ...KEY_ERRORS], withStatus(500)),
    ),
  },
  'login-redirect': {
    what: 'Keys that are not valid are redirected to a login page with 302',
    warns: ['AST-AUTH-003', 'AST-AUTH-005'],
    alter: redirectToLogin,
  },
  'empty-error-bodies': {
    what: 'Refusals have no body',
    alter: answering((decision) =>
      decision.code === undefined ? undefined : { ...decision, body: undefined },
    ),
  },
  'text-success-bodies': {
    what: 'Successes have a plain text body',
    alter: answering((decision) => (isAccepted(decision) ? { ...decision, body: 'Thank you.' } : undefined)),
  },
  'connection-close': {
    what: 'Every answer closes its connection',
    headers: { connection: 'close' },
  },
  'slow-answers': {
    what: `Every call is answered after ${SLOW_MS} ms`,
    alter: answering((decision) => ({ ...decision, delayMs: SLOW_MS })),
  },
  'rate-limit': {
    what: `More than ${CALLS_PER_SECOND} calls per second are answered 429 with Retry-After`,
    alter: limitRate,
  },
  'own-properties': {
    what: 'Records have additional properties of the destination',
    alter: together(
      listing('users', (records) => records.map(withOwnProperties)),
      listing('accounts', (records) => records.map(withOwnProperties)),
      listing('events', (records) => records.map(withOwnProperties)),
    ),
  },
  'own-properties-change': {
    what: 'Records have additional properties that are different at each reading',
    alter: remembering(() => {
      let readings = 0;
      return shownOtherwise((record) => {
        readings += 1;
        return { ...record, properties: { ...(record.properties as object), _readings: readings } };
      });
    }),
  },
  'members-reversed': {
    what: 'Records list their properties in reverse order',
    alter: shownOtherwise((record) => {
      const members = Object.entries(record.properties as object);
      return { ...record, properties: Object.fromEntries(members.reverse()) };
    }),
  },
  'event-times-in-another-offset': {
    what: 'The timestamps of events are shown with an offset of two hours',
    alter: listing('events', (records) => records.map(withOffset)),
  },
  'one-account-a-user': {
    what: 'A User belongs only to the Account of its last group call',
    warns: ['AST-ASSOC-004'],
    alter: afterStoring('group', ({ groupId, who }, store) =>
      who.userId === undefined ? false : leaveOtherAccounts(store, who.userId, groupId),
    ),
  },
  'no-dedupe': {
    what: 'A track call that is delivered twice creates two events',
    warns: ['AST-RETRY-001', 'AST-REPLAY-002'],
    alter: recordRepeats,
  },
} satisfies Readonly<Record<string, VariantEntry>>;

/** The name of a variant. */
export type VariantKey = keyof typeof TABLE;

/** All variants are off by default; several can be enabled together. */
export const VARIANTS: Readonly<Record<VariantKey, VariantEntry>> = TABLE;

/** All names, in the order of the table. */
export function variantNames(): readonly VariantKey[] {
  return Object.keys(VARIANTS) as VariantKey[];
}
