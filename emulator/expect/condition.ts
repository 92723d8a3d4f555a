/** What a member of a call must be. */
import { isObject } from '../../schemas/index.ts';

/** A member of a call, and everything that must be true of it. */
export interface MemberTests {
  /** The names of the members that lead to it. */
  readonly path: readonly string[];
  /** The path as it was asked for. */
  readonly shownPath: string | readonly string[];
  /** JSON pointer to what was asked for. */
  readonly pointer: string;
  /** What was asked for: a value, or operators. */
  readonly wanted: unknown;
  readonly tests: readonly Test[];
}

/** One operator with its value. */
export interface Test {
  readonly operator: Operator;
  readonly value: unknown;
}

/** Each operator: what its value must be, and whether a member with this value passes. A missing member is undefined. */
export const OPERATORS = {
  $eq: { takes: 'any value', accepts: () => true, passes: isSame },
  $ne: { takes: 'any value', accepts: () => true, passes: (actual, value) => !isSame(actual, value) },
  $in: {
    takes: 'a list of at least one value',
    accepts: isFilledList,
    passes: (actual, value) => (value as unknown[]).some((one) => isSame(actual, one)),
  },
  $exists: {
    takes: 'true or false',
    accepts: (value) => typeof value === 'boolean',
    passes: (actual, value) => (actual !== undefined) === value,
  },
  $gt: ordered((order) => order > 0),
  $gte: ordered((order) => order >= 0),
  $lt: ordered((order) => order < 0),
  $lte: ordered((order) => order <= 0),
  $startsWith: onText((actual, value) => actual.startsWith(value)),
  $endsWith: onText((actual, value) => actual.endsWith(value)),
  $contains: {
    takes: 'a text that a string contains, or a value that a list contains',
    accepts: () => true,
    passes: (actual, value) =>
      Array.isArray(actual)
        ? actual.some((item) => isSame(item, value))
        : typeof actual === 'string' && typeof value === 'string' && actual.includes(value),
  },
} as const satisfies Readonly<Record<string, OperatorRow>>;

export type Operator = keyof typeof OPERATORS;

export const OPERATOR_NAMES = Object.keys(OPERATORS) as readonly Operator[];

interface OperatorRow {
  /** What its value must be, in words. */
  readonly takes: string;
  readonly accepts: (value: unknown) => boolean;
  readonly passes: (actual: unknown, value: unknown) => boolean;
}

function ordered(isRight: (order: number) => boolean): OperatorRow {
  return {
    takes: 'a number, or a string such as an ISO time',
    accepts: (value) => typeof value === 'number' || typeof value === 'string',
    passes(actual, value) {
      if (typeof actual === 'number' && typeof value === 'number') return isRight(actual - value);
      if (typeof actual !== 'string' || typeof value !== 'string') return false;
      return isRight(actual < value ? -1 : Number(actual > value));
    },
  };
}

function onText(isRight: (actual: string, value: string) => boolean): OperatorRow {
  return {
    takes: 'a string',
    accepts: (value) => typeof value === 'string',
    passes: (actual, value) => typeof actual === 'string' && isRight(actual, String(value)),
  };
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Whether a call satisfies a condition. */
export function satisfies(call: unknown, { path, tests }: MemberTests): boolean {
  const actual = memberAt(call, path);
  return tests.every(({ operator, value }) => OPERATORS[operator].passes(actual, value));
}

export function satisfiesAll(call: unknown, conditions: readonly MemberTests[]): boolean {
  return conditions.every((condition) => satisfies(call, condition));
}

/** The member at a path; undefined if there is none. The elements of a list are members with numbers as names. */
export function memberAt(call: unknown, path: readonly string[]): unknown {
  let value = call;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** Whether two JSON values are deeply equal; the order of members does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other) || one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = definedNames(one);
  return (
    names.length === definedNames(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

/** Values of the process may have members that are undefined, which JSON leaves out. */
function definedNames(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}
