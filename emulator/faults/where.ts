/** Reads which calls or questions a fault plan is about. */
import { isDeepStrictEqual } from 'node:util';
import { type FaultPlanBody, isObject, type Violation } from '../../schemas/index.ts';
import type { FaultCondition, FaultSubject } from './fault-plan.ts';
import type { PlaceTest } from './place-problems.ts';

export type WhereReading =
  | { readonly condition: FaultCondition | undefined; readonly tests: readonly PlaceTest[] }
  | { readonly violations: readonly Violation[] };

/** A member, and the value that it must have. */
interface Equality {
  readonly path: readonly string[];
  readonly pointer: string;
  readonly value: unknown;
}

/** `{"properties.plan": "pro"}`, or `[{"path": ["properties", "total billed"], "is": 10}]`. */
export function readWhere(where: FaultPlanBody['where'] = {}): WhereReading {
  const read = Array.isArray(where) ? where.map(readEntry) : Object.entries(where).map(readMember);
  const violations = read.flatMap((one) => ('value' in one ? operatorProblems(one) : [one]));
  if (violations.length > 0) return { violations };
  const equalities = read.flatMap((one) => ('value' in one ? [one] : []));
  const tests = equalities.map(({ path, pointer, value }) => ({ path, pointer, values: [value] }));
  if (tests.length === 0) return { condition: undefined, tests };
  const condition = (subject: FaultSubject) =>
    equalities.every(({ path, value }) => isDeepStrictEqual(memberAt(subject, path), value));
  return { condition, tests };
}

function readMember([name, value]: [string, unknown]): Equality {
  return { path: name.split('.'), pointer: `/where/${escaped(name)}`, value };
}

function readEntry(entry: unknown, index: number): Equality | Violation {
  const pointer = `/where/${index}`;
  const { path, ...rest } = isObject(entry) ? entry : {};
  const names = typeof path === 'string' ? path.split('.') : path;
  const isPath = Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string');
  if (isPath && Object.keys(rest).join() === 'is') return { path: names, pointer, value: rest.is };
  const message = `where[${index}] must have the form of {"path": ["properties", "plan"], "is": "pro"}`;
  return { pointer, rule: 'type:where', message };
}

/** A value with members that begin with `$` would be taken for one that a call can have. */
function operatorProblems({ pointer, value }: Equality): readonly Violation[] {
  if (!isObject(value) || !Object.keys(value).some((name) => name.startsWith('$'))) return [];
  const message = 'a fault plan compares with values and knows no operators: write the value itself';
  return [{ pointer, rule: 'operator:where', message }];
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
}

/** As a JSON pointer has the name of a member. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
