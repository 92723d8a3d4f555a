/** Reads which calls or questions a fault plan is about. */
import type { FaultPlanBody, Violation } from '../../schemas/index.ts';
import { type MemberTests, readWhere as readConditions, satisfiesAll } from '../expect/index.ts';
import type { FaultCondition, FaultSubject } from './fault-plan.ts';
import { inAll, type PlaceTest } from './place-problems.ts';

export type WhereReading =
  | { readonly condition: FaultCondition | undefined; readonly tests: readonly PlaceTest[] }
  | { readonly violations: readonly Violation[] };

/** A plan asks for calls as an expectation does. */
export function readWhere(where: FaultPlanBody['where'] = {}): WhereReading {
  const { conditions, violations } = readConditions(where, '/where');
  if (violations.length > 0) return { violations };
  const tests = conditions.map((condition) => {
    const { path, pointer } = condition;
    return { path, pointer, values: valuesOf(condition) };
  });
  if (tests.length === 0) return { condition: undefined, tests };
  return { condition: (subject: FaultSubject) => satisfiesAll(subject, conditions), tests };
}

/** The values of which a member must have one; undefined if the condition says something else. */
function valuesOf({ tests }: MemberTests): readonly unknown[] | undefined {
  const lists = tests.flatMap(({ operator, value }) =>
    operator === '$eq' ? [[value]] : operator === '$in' ? [value as unknown[]] : [],
  );
  return inAll(lists);
}
