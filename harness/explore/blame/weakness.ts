/** What a sequence rests on that the contract promises only with SHOULD. */
import type { Difference } from '../../../schemas/index.ts';
import { isObject } from '../../../schemas/index.ts';
import { isOrdinary } from '../commands/cast.ts';
import { isOf, type Step, updatesAccount, updatesUser } from '../commands/timeline.ts';
import { isPlainName } from '../commands/values.ts';
import type { Mismatch, MismatchSubject } from '../model/mismatch.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import { changedClause } from './value.ts';

/**
 * The SHOULD clause that a shrunk failure needs; undefined if it needs none. Shrinking has tried to do without it: a
 * failure that does not happen with ordinary IDs is about IDs, whatever was lost.
 */
export function weaknessOf(
  { subject, difference }: Mismatch,
  steps: readonly Step[],
): ExplorableClause | undefined {
  // All that is promised of events is a SHOULD, with a clause of its own.
  if (['refused', 'event-count', 'event-properties'].includes(subject.kind)) return undefined;
  return (
    oddId(steps) ??
    sharedAddress(steps) ??
    atOnce(subject, steps) ??
    weakUser(subject, steps) ??
    weakAccount(subject, steps) ??
    weakProperty(subject, difference)
  );
}

function oddId(steps: readonly Step[]): ExplorableClause | undefined {
  const isOdd = (alias: string) => !isOrdinary(alias);
  if (steps.some(({ single }) => 'user' in single && isOdd(single.user))) return 'AST-IDENT-009';
  return steps.some(({ single }) => 'account' in single && isOdd(single.account))
    ? 'AST-GROUP-007'
    : undefined;
}

function sharedAddress(steps: readonly Step[]): ExplorableClause | undefined {
  const owners = new Map<string, Set<string>>();
  for (const { single } of steps) {
    if (single.kind !== 'identify' || single.email === undefined) continue;
    owners.set(single.email, new Set([...(owners.get(single.email) ?? []), single.user]));
  }
  return [...owners.values()].some(({ size }) => size > 1) ? 'AST-IDENT-010' : undefined;
}

function atOnce(subject: MismatchSubject, steps: readonly Step[]): ExplorableClause | undefined {
  if (!steps.some(({ how }) => how === 'at-once')) return undefined;
  return subject.kind.startsWith('account') ? 'AST-GROUP-008' : 'AST-IDENT-012';
}

/**
 * A group before the first identify (AST-ASSOC-005), a second Account (AST-ASSOC-004), or an audience or computed trait
 * before the first identify (AST-AUD-005).
 */
function weakUser(subject: MismatchSubject, steps: readonly Step[]): ExplorableClause | undefined {
  if (!('user' in subject)) return undefined;
  const { user } = subject;
  if (subject.kind === 'association' && subject.times === 0) {
    const joins = (step: Step) => isOf(step.single, user) && updatesAccount(step, subject.account);
    const before = steps.slice(0, steps.findIndex(joins));
    if (!before.some((step) => updatesUser(step, user))) return 'AST-ASSOC-005';
    const joinsOther = ({ single }: Step) =>
      isOf(single, user) && 'account' in single && single.account !== subject.account;
    if (steps.some(joinsOther)) return 'AST-ASSOC-004';
  }
  const [first] = steps.filter((step) => updatesUser(step, user));
  return first === undefined || first.single.kind === 'identify' ? undefined : 'AST-AUD-005';
}

/** What a visitor (AST-GROUP-005) or an account-level audience (AST-AUD-008) gave to an Account. */
function weakAccount(subject: MismatchSubject, steps: readonly Step[]): ExplorableClause | undefined {
  if (subject.kind !== 'account-count' && subject.kind !== 'account-property') return undefined;
  const own = steps.filter((step) => updatesAccount(step, subject.account));
  const names = ({ single }: Step) => 'traits' in single && Object.hasOwn(single.traits, String(name));
  const name = subject.kind === 'account-property' ? subject.name : undefined;
  if (own.some(({ single }) => single.kind === 'account-audience' && single.key === name)) {
    return 'AST-AUD-008';
  }
  const isVisitors = (step: Step | undefined) => step?.single.kind === 'visitor-group';
  if (isVisitors(own[0])) return 'AST-GROUP-005';
  return own.some((step) => isVisitors(step) && names(step)) ? 'AST-GROUP-005' : undefined;
}

function weakProperty(
  subject: MismatchSubject,
  { expected, actual }: Difference,
): ExplorableClause | undefined {
  if (subject.kind !== 'user-property') return undefined;
  if (!isPlainName(subject.name)) return 'AST-IDENT-008';
  if (!isObject(expected)) return undefined;
  const clause = changedClause(expected, actual, { object: 'AST-IDENT-015', other: 'AST-IDENT-015' });
  return clause === 'AST-IDENT-015' ? clause : undefined;
}
