/** Which clause is broken if there is not one User, or if a User's property is not as it was sent. */
import type { Difference } from '../../../schemas/index.ts';
import {
  isOf,
  isSame,
  mixedUp,
  propertiesIn,
  type Step,
  updatesAccount,
  updatesUser,
  valueIn,
} from '../commands/timeline.ts';
import { isPlainName } from '../commands/values.ts';
import type { MismatchSubject } from '../model/mismatch.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import { changedClause } from './value.ts';

/** If a User has more properties than this, their number is the likeliest reason for a lost one. */
const MANY_PROPERTIES = 16;

export function blameUserCount(
  { user, count }: Extract<MismatchSubject, { kind: 'user-count' }>,
  steps: readonly Step[],
): ExplorableClause {
  const mixed = mixedUp(user, steps);
  if (count === 0 && mixed !== undefined) return mixed;
  const own = steps.filter((step) => updatesUser(step, user));
  if (steps.some(({ single, how }) => how === 'at-once' && isOf(single, user))) return 'AST-IDENT-012';
  if (count === 0) {
    return own.some(({ single }) => single.kind === 'identify') ? 'AST-IDENT-001' : 'AST-AUD-005';
  }
  if (steps.at(-1)?.how === 'again') return 'AST-RETRY-002';
  return own.length > 1 ? 'AST-IDENT-002' : 'AST-IDENT-001';
}

export function blameUserProperty(
  { user, name }: Extract<MismatchSubject, { kind: 'user-property' }>,
  difference: Difference,
  steps: readonly Step[],
): ExplorableClause {
  const { actual } = difference;
  const own = steps.filter((step) => updatesUser(step, user));
  const writes = own.filter(({ single }) => valueIn(single, name) !== undefined);
  const writer = writes.at(-1);
  const last = steps.at(-1);
  if (writer === undefined || last === undefined) return 'AST-IDENT-004';
  const isStale = writes.slice(0, -1).some(({ single }) => isSame(valueIn(single, name), actual));
  if (steps.some(({ single, how }) => how === 'at-once' && isOf(single, user))) {
    if (actual === undefined || isStale) return 'AST-IDENT-012';
  }
  const owner = isStale ? undefined : ownerOf(actual, { user, name }, steps);
  if (owner !== undefined) return owner;
  if (last.how === 'again') return last.single.kind === 'audience' ? 'AST-AUD-007' : 'AST-RETRY-002';
  const isComputed = writer.single.kind !== 'identify';
  if (last !== writer) return blameInterruption(last, { user, own, isComputed }, steps);
  return isComputed
    ? blameComputed(writer, writes, { user, actual }, steps)
    : blameIdentify({ user, name, isStale }, difference, own, steps);
}

/** The clause for a value that was sent for another User, an Account or an event. */
function ownerOf(
  actual: unknown,
  { user, name }: { readonly user: string; readonly name: string },
  steps: readonly Step[],
): ExplorableClause | undefined {
  if (actual === undefined) return undefined;
  const source = steps.findLast(
    (step) => !updatesUser(step, user) && isSame(valueIn(step.single, name), actual),
  );
  if (source === undefined) return undefined;
  if (source.single.kind === 'track') return 'AST-TRACK-003';
  if ('account' in source.single) return 'AST-GROUP-006';
  if (!('user' in source.single)) return 'AST-IDENT-005';
  return mixedUp(user, steps) ?? (source.single.kind === 'audience' ? 'AST-AUD-009' : 'AST-IDENT-005');
}

/** A property that was stored, and is gone or different after a call that does not name it. */
function blameInterruption(
  last: Step,
  promise: { readonly user: string; readonly own: readonly Step[]; readonly isComputed: boolean },
  steps: readonly Step[],
): ExplorableClause {
  const { user, own, isComputed } = promise;
  const { single } = last;
  if (updatesAccount(last, user)) return 'AST-GROUP-006';
  const isForeign = !('user' in single) || single.user !== user;
  const updates = !('account' in single) && !('event' in single);
  if (isForeign && updates) return mixedUp(user, steps) ?? 'AST-IDENT-005';
  if (isComputed || (updates && single.kind !== 'identify')) return 'AST-AUD-004';
  const isMany = own.length > 2 || propertiesIn(own) > MANY_PROPERTIES;
  return updates && !isMany ? 'AST-IDENT-003' : 'AST-IDENT-014';
}

/** A flag or a computed trait that is wrong right after its call. */
function blameComputed(
  writer: Step,
  writes: readonly Step[],
  { user, actual }: { readonly user: string; readonly actual: unknown },
  steps: readonly Step[],
): ExplorableClause {
  if (writer.single.kind !== 'audience') return 'AST-AUD-006';
  const { member } = writer.single;
  const before = writes.at(-2)?.single;
  if (before?.kind === 'audience') {
    if (before.member === member) return 'AST-AUD-007';
    if (member && actual === false) return 'AST-AUD-003';
  } else if (steps.slice(0, -1).some((step) => updatesUser(step, user))) {
    const flags = steps.filter(({ single }) => single.kind === 'audience' && isOf(single, user));
    if (flags.length > 1) return 'AST-AUD-004';
  }
  return member ? 'AST-AUD-001' : 'AST-AUD-002';
}

/** A property that is wrong right after the identify that sent it. */
function blameIdentify(
  { user, name, isStale }: { readonly user: string; readonly name: string; readonly isStale: boolean },
  { expected, actual }: Difference,
  own: readonly Step[],
  steps: readonly Step[],
): ExplorableClause {
  if (isStale) return 'AST-IDENT-002';
  // Addresses are never changed by a rule for text: this one was sent for another User, perhaps for a marker.
  if (name === 'email' && actual !== undefined) return mixedUp(user, steps) ?? 'AST-IDENT-005';
  if (own.length > 1 && propertiesIn(own) > MANY_PROPERTIES) return 'AST-IDENT-014';
  const mixed = mixedUp(user, steps);
  if (mixed !== undefined) return mixed;
  if (own.length === 1 && steps.some((step) => isOf(step.single, user) && !updatesUser(step, user))) {
    return 'AST-IDENT-001';
  }
  if (actual === undefined && !isPlainName(name)) return 'AST-IDENT-008';
  if (own.length > 1) return 'AST-IDENT-002';
  if (propertiesIn(own) > MANY_PROPERTIES) return 'AST-IDENT-014';
  return changedClause(expected, actual, { object: 'AST-IDENT-015', other: 'AST-IDENT-004' });
}
