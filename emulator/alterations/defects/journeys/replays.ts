/** Defects that show when a history is sent again: old calls, out of order, twice, and fast. */
import type { DecisionInput } from '../../../astrolabe/index.ts';
import { asError, isAccepted } from '../../decisions.ts';
import { answering, changing, type MutationOf, remembering, together } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

const DAY_MS = 86_400_000;

/** Tracks that are accepted within a second. */
const TRACKS_PER_SECOND = 20;
/** How many of the latest messageIds are remembered. */
const REMEMBERED = 24;

export const REPLAY_DEFECTS = {
  'late-events-moved': {
    what: 'An event that is older than the latest of its user gets the timestamp of that',
    breaks: 'AST-REPLAY-001',
    alter: remembering(() => {
      const latest = latestTimes();
      return changing('track', (mutation, { connector, call }) => {
        const time = Date.parse(mutation.event.timestamp ?? '');
        const before = latest(`${connector.name} ${call.userId}`, time);
        return before > time ? at(mutation, before) : undefined;
      });
    }),
  },
  'month-old-events-moved': {
    what: 'An event from more than thirty days ago gets the time at which it arrived',
    breaks: 'AST-REPLAY-001',
    alter: changing('track', (mutation, { now }) =>
      now - Date.parse(mutation.event.timestamp ?? '') > 30 * DAY_MS ? at(mutation, now) : undefined,
    ),
  },
  'repeats-forgotten-after-others': {
    what: `A track that is delivered again after ${REMEMBERED} others is recorded again`,
    breaks: 'AST-REPLAY-002',
    alter: remembering(() => {
      const seen = new Set<string>();
      const latest: string[] = [];
      return (parts, { act }) => ({
        decide(input) {
          const { type, connector, call } = input;
          if (type !== 'track' || typeof call.messageId !== 'string') return parts.decide(input);
          const id = `${connector.name} ${call.messageId}`;
          const isForgotten = seen.has(id) && !latest.includes(id);
          seen.add(id);
          latest.push(id);
          if (latest.length > REMEMBERED) latest.shift();
          if (!isForgotten) return parts.decide(input);
          act();
          return parts.decide({ ...input, call: { ...call, messageId: null } });
        },
      });
    }),
  },
  'late-identifies-ignored': {
    what: 'An identify that is older than the latest of its user sets nothing',
    breaks: 'AST-REPLAY-003',
    alter: remembering(() => {
      const latest = latestTimes();
      return changing('identify', (_, input) =>
        isLate(latest, input, input.call.userId) ? 'nothing' : undefined,
      );
    }),
  },
  'late-groups-ignored': {
    what: 'A group that is older than the latest of its Account sets and associates nothing',
    breaks: 'AST-REPLAY-003',
    alter: remembering(() => {
      const latest = latestTimes();
      return changing('group', ({ groupId }, input) =>
        isLate(latest, input, groupId) ? 'nothing' : undefined,
      );
    }),
  },
  'fast-tracks-refused': {
    what: `More than ${TRACKS_PER_SECOND} tracks within a second are answered 400`,
    breaks: 'AST-REPLAY-004',
    alter: remembering(() => {
      const isTooMany = rateOfTracks();
      return answering((decision, _, { stopwatch }) =>
        isAccepted(decision) && decision.mutation?.kind === 'track' && isTooMany(stopwatch())
          ? asError(decision, 400)
          : undefined,
      );
    }),
  },
  'held-back-tracks-lost': {
    what: `More than ${TRACKS_PER_SECOND} tracks within a second are answered 429, and not stored when they come again`,
    breaks: 'AST-REPLAY-004',
    alter: remembering(() => {
      const isTooMany = rateOfTracks();
      const held = new Set<string>();
      const idOf = ({ connector, call }: Pick<DecisionInput, 'connector' | 'call'>) =>
        `${connector.name} ${call.messageId}`;
      return together(
        changing('track', (_, input) => (held.has(idOf(input)) ? 'nothing' : undefined)),
        answering((decision, _, { stopwatch }) => {
          const { connector, call, mutation } = decision;
          if (!isAccepted(decision) || mutation?.kind !== 'track' || !isTooMany(stopwatch()))
            return undefined;
          if (connector === undefined || call === undefined) return undefined;
          held.add(idOf({ connector, call }));
          return { ...asError(decision, 429), headers: { 'retry-after': '1' } };
        }),
      );
    }),
  },
} as const satisfies Defects;

function at(mutation: MutationOf<'track'>, ms: number): MutationOf<'track'> {
  return { ...mutation, event: { ...mutation.event, timestamp: new Date(ms).toISOString() } };
}

/** Returns a function that says how late the latest call of a subject was, and counts this one. */
function latestTimes(): (subject: string, ms: number) => number {
  const latest = new Map<string, number>();
  return (subject, ms) => {
    const before = latest.get(subject) ?? Number.NEGATIVE_INFINITY;
    if (ms > before) latest.set(subject, ms);
    return before;
  };
}

function isLate(
  latest: ReturnType<typeof latestTimes>,
  { connector, call: { timestamp } }: DecisionInput,
  id: string | null | undefined,
): boolean {
  if (typeof timestamp !== 'string' || typeof id !== 'string') return false;
  const time = Date.parse(timestamp);
  return latest(`${connector.name} ${id}`, time) > time;
}

/** Returns a function that counts a track at a time in milliseconds, and says whether there are too many in its second. */
function rateOfTracks(): (ms: number) => boolean {
  let second = 0;
  let tracks = 0;
  return (ms) => {
    const now = Math.floor(ms / 1000);
    tracks = now === second ? tracks + 1 : 1;
    second = now;
    return tracks > TRACKS_PER_SECOND;
  };
}
