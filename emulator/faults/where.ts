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
  const read: readonly Equality[] = Array.isArray(where)
    ? where.map(({ path, is }, index) => ({ path: namesIn(path), pointer: `/where/${index}/is`, value: is }))
    : Object.entries(where).map(([path, value]) => ({
        path: namesIn(path),
        pointer: `/where/${escaped(path)}`,
        value,
      }));
  const violations = read.flatMap(problems);
  if (violations.length > 0) return { violations };
  const tests = read.map(({ path, pointer, value }) => ({ path, pointer, values: [value] }));
  if (tests.length === 0) return { condition: undefined, tests };
  const condition = (subject: FaultSubject) =>
    read.every(({ path, value }) => isDeepStrictEqual(memberAt(subject, path), value));
  return { condition, tests };
}

function namesIn(path: string | readonly string[]): readonly string[] {
  return typeof path === 'string' ? path.split('.') : path;
}

/** A value with members that begin with `$` would be taken for one that a call can have. */
function problems({ path, pointer, value }: Equality): readonly Violation[] {
  if (path.length === 0 || path.includes('')) {
    const message = 'the path of a member must have names with dots between them, such as properties.plan';
    return [{ pointer, rule: 'pattern:path', message }];
  }
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
