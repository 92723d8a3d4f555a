/** Which clause a mismatch breaks, decided by what was promised and by the call that came last before it. */

import { hasLookalike, isOf, mixedUp, type Step, timelineOf, updatesUser } from '../commands/timeline.ts';
import type { MismatchSubject, Seen } from '../model/mismatch.ts';
import { blameAccountCount, blameAccountProperty } from './account.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import { blameUserCount, blameUserProperty } from './user.ts';
import { weaknessOf } from './weakness.ts';

/** The clause that a shrunk mismatch breaks: every command that is left is needed for it, which shows the clause. */
export function blame(seen: Seen): ExplorableClause {
  return weaknessOf(seen.mismatch, timelineOf(seen.commands)) ?? guess(seen);
}

/** The clause that a mismatch seems to break before it is shrunk: most of the sequence has nothing to do with it. */
export function guess({ mismatch, commands }: Seen): ExplorableClause {
  const { subject, difference } = mismatch;
  const steps = timelineOf(commands);
  switch (subject.kind) {
    case 'refused':
      return REFUSALS[subject.call] ?? 'AST-HTTP-001';
    case 'user-count':
      return blameUserCount(subject, steps);
    case 'account-count':
      return blameAccountCount(subject, steps);
    case 'user-property':
      return blameUserProperty(subject, difference, steps);
    case 'account-property':
      return blameAccountProperty(subject, difference, steps);
    case 'user-leak':
      return blameUserLeak(subject, steps);
    case 'account-leak':
      if (subject.from === 'user') return 'AST-GROUP-006';
      return hasLookalike(subject.account, steps) ? 'AST-GROUP-007' : 'AST-GROUP-009';
    case 'association':
      return blameAssociation(subject, steps);
    case 'event-count':
      return blameEventCount(subject, Number(difference.expected), steps);
    case 'event-properties':
      return 'AST-TRACK-002';
  }
}

/** Refusals that break another clause than AST-HTTP-001. */
const REFUSALS: Readonly<Record<string, ExplorableClause>> = {
  track: 'AST-TRACK-001',
  'account-audience': 'AST-AUD-008',
  'visitor-identify': 'AST-IDENT-006',
  'visitor-group': 'AST-GROUP-005',
};

type Subject<Kind extends MismatchSubject['kind']> = Extract<MismatchSubject, { kind: Kind }>;

function blameUserLeak({ user, name, from }: Subject<'user-leak'>, steps: readonly Step[]): ExplorableClause {
  if (from === 'account') return 'AST-GROUP-006';
  if (from === 'event') return 'AST-TRACK-003';
  const isFlag = steps.some(({ single }) => single.kind === 'audience' && single.key === name);
  return mixedUp(user, steps) ?? (isFlag ? 'AST-AUD-009' : 'AST-IDENT-005');
}

function blameAssociation(
  { user, account, times }: Subject<'association'>,
  steps: readonly Step[],
): ExplorableClause {
  const joins = ({ single }: Step) => isOf(single, user) && 'account' in single && single.account === account;
  const isAbout = (step: Step) => isOf(step.single, user) || joins(step);
  if (steps.some((step) => step.how === 'at-once' && isAbout(step))) return 'AST-IDENT-012';
  if (times > 1) return 'AST-ASSOC-002';
  const mixed = mixedUp(user, steps);
  if (mixed !== undefined) return mixed;
  if (hasLookalike(account, steps)) return 'AST-GROUP-007';
  const first = steps.findIndex(joins);
  const before = steps.slice(0, first);
  const later = steps.slice(first + 1);
  const isKnown = before.some((step) => updatesUser(step, user));
  if (later.some(joins) || later.at(-1)?.how === 'again') return 'AST-ASSOC-002';
  if (later.some(({ single }) => 'account' in single && single.account === account)) return 'AST-ASSOC-003';
  if (later.some(({ single }) => isOf(single, user) && 'account' in single)) return 'AST-ASSOC-004';
  if (later.filter((step) => updatesUser(step, user)).length > (isKnown ? 0 : 1)) return 'AST-ASSOC-006';
  if (!isKnown) return 'AST-ASSOC-005';
  const hasOther = before.some(({ single }) => isOf(single, user) && 'account' in single);
  return later.length === 0 && hasOther ? 'AST-ASSOC-004' : 'AST-ASSOC-001';
}

function blameEventCount(
  { user, event, count }: Subject<'event-count'>,
  expected: number,
  steps: readonly Step[],
): ExplorableClause {
  const own = steps.filter(
    ({ single }) => single.kind === 'track' && isOf(single, user) && single.event === event,
  );
  if (count > expected) return own.some(({ how }) => how !== 'alone') ? 'AST-RETRY-001' : 'AST-TRACK-002';
  return count > 0 && steps.at(-1) === own.at(-1) ? 'AST-TRACK-004' : 'AST-TRACK-002';
}
