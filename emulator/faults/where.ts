/** Reads which calls or questions a fault plan is about. */
import { isDeepStrictEqual } from 'node:util';
import { type FaultPlanBody, isObject, type Violation } from '../../schemas/index.ts';
import type { FaultCondition, FaultSubject } from './fault-plan.ts';
import type { PlaceTest } from './place-problems.ts';

export type WhereReading =
  | { readonly condition: FaultCondition | undefined; readonly tests: readonly PlaceTest[] }
  | { readonly violations: readonly Violation[] };

/** Members by the paths of their names, with dots, and the values that they must have. */
export function readWhere(where: FaultPlanBody['where']): WhereReading {
  if (where === undefined) return { condition: undefined, tests: [] };
  if (Array.isArray(where)) {
    const message = 'where must be an object from paths of members to their values';
    return { violations: [{ pointer: '/where', rule: 'type:where', message }] };
  }
  const tests = Object.entries(where).map(([name, value]) => ({
    path: name.split('.'),
    pointer: `/where/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    values: [value],
  }));
  if (tests.length === 0) return { condition: undefined, tests };
  const condition = (subject: FaultSubject) =>
    tests.every(({ path, values }) => isDeepStrictEqual(memberAt(subject, path), values[0]));
  return { condition, tests };
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
}
