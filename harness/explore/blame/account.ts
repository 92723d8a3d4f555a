/** Which clause is broken if there is not one Account, or if an Account's property is not as it was sent. */
import type { Difference } from '../../../schemas/index.ts';
import { hasLookalike, isSame, type Step, updatesAccount, valueIn } from '../commands/timeline.ts';
import type { MismatchSubject } from '../model/mismatch.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import { changedClause } from './value.ts';

export function blameAccountCount(
  { account, count }: Extract<MismatchSubject, { kind: 'account-count' }>,
  steps: readonly Step[],
): ExplorableClause {
  const own = steps.filter((step) => updatesAccount(step, account));
  if (own.some(({ how }) => how === 'at-once')) return 'AST-GROUP-008';
  if (count > 1) {
    if (steps.at(-1)?.how === 'again') return 'AST-RETRY-002';
    return own.length > 1 ? 'AST-GROUP-002' : 'AST-GROUP-001';
  }
  if (hasLookalike(account, steps)) return 'AST-GROUP-007';
  return own.every(({ single }) => single.kind === 'visitor-group') ? 'AST-GROUP-005' : 'AST-GROUP-001';
}

export function blameAccountProperty(
  { account, name }: Extract<MismatchSubject, { kind: 'account-property' }>,
  { expected, actual }: Difference,
  steps: readonly Step[],
): ExplorableClause {
  const own = steps.filter((step) => updatesAccount(step, account));
  const writes = own.filter(({ single }) => valueIn(single, name) !== undefined);
  const writer = writes.at(-1);
  const last = steps.at(-1);
  if (writer === undefined || last === undefined) return 'AST-GROUP-004';
  const isStale = writes.slice(0, -1).some(({ single }) => isSame(valueIn(single, name), actual));
  if (own.some(({ how }) => how === 'at-once') && (actual === undefined || isStale)) return 'AST-GROUP-008';
  const owner = isStale ? undefined : ownerOf(actual, { account, name }, steps);
  if (owner !== undefined) return owner;
  if (last.how === 'again') return 'AST-RETRY-002';
  if (last !== writer) return blameInterruption(last, account, steps);
  if (writer.single.kind === 'account-audience') return 'AST-AUD-008';
  if (writer.single.kind === 'visitor-group') return 'AST-GROUP-005';
  if (isStale || own.length > 1) return hasLookalike(account, steps) ? 'AST-GROUP-007' : 'AST-GROUP-002';
  if (hasLookalike(account, steps)) return 'AST-GROUP-007';
  return changedClause(expected, actual, { object: 'AST-GROUP-004', other: 'AST-GROUP-004' });
}

/** The clause for a value that was sent for another Account or a User. */
function ownerOf(
  actual: unknown,
  { account, name }: { readonly account: string; readonly name: string },
  steps: readonly Step[],
): ExplorableClause | undefined {
  if (actual === undefined) return undefined;
  const source = steps.findLast(
    (step) =>
      step.single.kind !== 'track' &&
      !updatesAccount(step, account) &&
      isSame(valueIn(step.single, name), actual),
  );
  if (source === undefined) return undefined;
  if (!('account' in source.single)) return 'AST-GROUP-006';
  return hasLookalike(account, steps) ? 'AST-GROUP-007' : 'AST-GROUP-009';
}

/** A property that was stored, and is gone or different after a call that does not name it. */
function blameInterruption(last: Step, account: string, steps: readonly Step[]): ExplorableClause {
  const { single } = last;
  if (updatesAccount(last, account)) return 'AST-GROUP-003';
  if ('account' in single) return hasLookalike(account, steps) ? 'AST-GROUP-007' : 'AST-GROUP-009';
  return 'user' in single && single.user === account ? 'AST-GROUP-006' : 'AST-GROUP-004';
}
