/** Reads which calls or questions a fault plan is about. */
import type { FaultPlanBody, Violation } from '../../schemas/index.ts';
import { type MemberTests, readWhere as readConditions, satisfiesAll } from '../expect/index.ts';
import type { FaultCondition, FaultSubject } from './fault-plan.ts';

export type WhereReading =
  | { readonly condition: FaultCondition | undefined; readonly tests: readonly MemberTests[] }
  | { readonly violations: readonly Violation[] };

/** A plan asks for calls as an expectation does. */
export function readWhere(where: FaultPlanBody['where'] = {}): WhereReading {
  const { conditions, violations } = readConditions(where, '/where');
  if (violations.length > 0) return { violations };
  if (conditions.length === 0) return { condition: undefined, tests: conditions };
  return { condition: (subject: FaultSubject) => satisfiesAll(subject, conditions), tests: conditions };
}
