/** Lawful variants: unusual behaviours that the suite must not fail. */
import { refuse } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { isAccepted } from './decisions.ts';
import { leaveOtherAccounts } from './store-tampering.ts';
import { afterStoring, answering, listing, remembering, type ShownRecord, together } from './wrappers.ts';

export interface Variant {
  /** What the destination does, in one line. */
  readonly what: string;
  /** The SHOULD clause that it does not satisfy; absent if it satisfies every clause. */
  readonly warns?: `AST-${string}`;
  readonly alter?: Alteration;
  /** Headers that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Time from the answer until a record is stored, by the emulator's clock. */
const LATE_MS = 20;
/** Time until an answer is sent, in real time. */
const SLOW_MS = 15;
/** Calls per second that are accepted. */
const CALLS_PER_SECOND = 250;
const PAUSE_SECONDS = 1;

/** A repeated track is recognised even if it arrives before its first delivery is stored. */
const storeLater: Alteration = (parts, { clock }) => {
  const waiting = new Set<string>();
  return {
    apply(connector, mutation) {
      const messageId = mutation.kind === 'track' ? mutation.event.messageId : undefined;
      const key = messageId === undefined ? undefined : `${connector.name} ${messageId}`;
      if (key !== undefined) {
        if (waiting.has(key)) return;
        waiting.add(key);
      }
      clock.schedule(clock.now() + LATE_MS, { what: 'store', messageId }, () => {
        if (key !== undefined) waiting.delete(key);
        parts.apply(connector, mutation);
      });
    },
  };
};

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

const TABLE = {
  'late-storing': {
    what: `Calls are answered 202 and stored ${LATE_MS} ms later`,
    alter: together(
      storeLater,
      answering((decision) => (isAccepted(decision) ? { ...decision, status: 202 } : undefined)),
    ),
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
  'one-account-a-user': {
    what: 'A User belongs only to the Account of its last group call',
    warns: 'AST-ASSOC-004',
    alter: afterStoring('group', ({ groupId, who }, store) =>
      who.userId === undefined ? false : leaveOtherAccounts(store, who.userId, groupId),
    ),
  },
  'no-dedupe': {
    what: 'A track call that is delivered twice creates two events',
    warns: 'AST-RETRY-001',
    alter: recordRepeats,
  },
} satisfies Readonly<Record<string, Variant>>;

/** The name of a variant. */
export type VariantName = keyof typeof TABLE;

/** All variants are off by default; several can be enabled together. */
export const VARIANTS: Readonly<Record<VariantName, Variant>> = TABLE;

/** All names, in the order of the table. */
export function variantNames(): readonly VariantName[] {
  return Object.keys(VARIANTS) as VariantName[];
}
