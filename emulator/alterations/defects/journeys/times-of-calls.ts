/** Defects by which the time of a call decides whether it counts. */
import { type DecisionInput, findUser } from '../../../astrolabe/index.ts';
import { asError, isAccepted } from '../../decisions.ts';
import { answering, changing, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

const DAY_MS = 86_400_000;

export const TIME_OF_CALL_DEFECTS = {
  'old-first-identifies-ignored': {
    what: 'A first identify from more than a year ago creates no User',
    breaks: 'AST-IDENT-001',
    alter: changing('identify', (_, input) =>
      isFirst(input) && ageOf(input) > 365 * DAY_MS ? 'nothing' : undefined,
    ),
  },
  'early-first-identifies-ignored': {
    what: 'A first identify of a clock that is a minute ahead creates no User',
    breaks: 'AST-IDENT-001',
    alter: changing('identify', (_, input) =>
      isFirst(input) && ageOf(input) < -60_000 ? 'nothing' : undefined,
    ),
  },
  'times-compared-as-text': {
    what: 'Of two identifies, the one whose timestamp is later in the alphabet wins',
    breaks: 'AST-IDENT-002',
    alter: remembering(() => {
      const latest = new Map<string, string>();
      return changing('identify', ({ who: { userId = '' } }, { call: { timestamp } }) => {
        if (timestamp === undefined) return undefined;
        const before = latest.get(userId) ?? '';
        if (timestamp < before) return 'nothing';
        latest.set(userId, timestamp);
        return undefined;
      });
    }),
  },
  'old-events-refused': {
    what: 'Events from more than a year ago are answered 400',
    breaks: 'AST-TRACK-001',
    alter: answering((decision, _, { clock }) => {
      const { mutation } = decision;
      if (!isAccepted(decision) || mutation?.kind !== 'track') return undefined;
      const sent = Date.parse(mutation.event.timestamp ?? '');
      return clock.now() - sent > 365 * DAY_MS ? asError(decision, 400) : undefined;
    }),
  },
} as const satisfies Defects;

function isFirst({ connector, call }: DecisionInput): boolean {
  return findUser(connector.store, call) === undefined;
}

/** In milliseconds; NaN without a time. */
function ageOf({ now, call: { timestamp = '' } }: DecisionInput): number {
  return now - Date.parse(timestamp);
}
