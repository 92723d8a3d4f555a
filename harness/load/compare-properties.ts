/** Compares the properties of a User or an Account with those that a load promises. */
import { isDeepStrictEqual } from 'node:util';
import { callWithValue, isPlannedName, type Promised } from '../../generators/load/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import type { LoadClauseId, LoadFault } from '../../verdict/index.ts';
import { faultsAbout } from './load-fault.ts';

/** The clauses that properties of a record can break. */
export interface PropertyClauses {
  readonly of: 'property' | 'Account property';
  readonly lost: LoadClauseId;
  readonly wrong: LoadClauseId;
  readonly foreign: LoadClauseId;
}

const FLAG = { of: 'flag', lost: 'AST-AUD-001', wrong: 'AST-AUD-001' } as const;

/** What is wrong with the properties of one record; empty if nothing is. */
export function compareProperties(
  plan: LoadPlan,
  id: string,
  promised: ReadonlyMap<string, Promised<unknown>>,
  stored: Readonly<Record<string, unknown>>,
  clauses: PropertyClauses,
): LoadFault[] {
  const about = faultsAbout(plan, id);
  const faults = [...promised].flatMap(([member, by]): LoadFault[] => {
    const { of, lost, wrong } = by.kind === 'audience' ? FLAG : clauses;
    if (!Object.hasOwn(stored, member)) {
      return by.isDue ? [about('lost', of, lost, { member, by, expected: by.value })] : [];
    }
    const found = stored[member];
    // Destinations normalise addresses, and no document says what they may do.
    if (isDeepStrictEqual(found, by.value) || (member === 'email' && typeof found === 'string')) return [];
    const other = callWithValue(plan, found);
    const isOfAnother = other !== undefined && other.user !== by.by.user;
    const clause = isOfAnother && by.kind === 'identify' ? clauses.foreign : wrong;
    return [about('wrong', of, clause, { member, by, expected: by.value, found, other })];
  });
  const strangers = Object.entries(stored).filter(([name]) => isPlannedName(name) && !promised.has(name));
  const foreign = strangers.map(([member, found]) =>
    about('foreign', clauses.of, clauses.foreign, { member, found, other: callWithValue(plan, found) }),
  );
  return [...faults, ...foreign];
}
