/** Conditions of which no call can meet all: whoever waits for such a call has made a mistake, whatever the calls are. */
import type { Violation } from '../../schemas/index.ts';
import { isSame, type MemberTests, OPERATORS, satisfies, type Test } from './condition.ts';

/** What a member can be, as far as operators tell apart; `others` are null, booleans, lists and objects. */
type ValueKind = 'absent' | 'string' | 'number' | 'others';

const KINDS: readonly ValueKind[] = ['absent', 'string', 'number', 'others'];

/** A violation for the first condition that contradicts those before it; none if a call can meet all. */
export function contradictions(conditions: readonly MemberTests[]): readonly Violation[] {
  if (arePossible(conditions)) return [];
  const index = conditions.findIndex((_, last) => !arePossible(conditions.slice(0, last + 1)));
  const { path, pointer } = conditions[index] as MemberTests;
  const message = `no value of ${path.join('.')} meets all of these conditions: leave out one of them`;
  return [{ pointer, rule: 'never:where', message }];
}

/** The values of which a member must have one; undefined if its tests say nothing of the sort. */
export function valuesOf(tests: readonly Test[]): readonly unknown[] | undefined {
  const [first, ...others] = tests.flatMap(({ operator, value }) =>
    operator === '$eq' ? [[value]] : operator === '$in' ? [value as readonly unknown[]] : [],
  );
  const isInOthers = others.map(finder);
  return first?.filter((value) => isInOthers.every((isIn) => isIn(value)));
}

/** A look-up in a list, which may be long. */
function finder(list: readonly unknown[]): (value: unknown) => boolean {
  const known = new Set(list);
  return (value) =>
    known.has(value) || (typeof value === 'object' && list.some((other) => isSame(value, other)));
}

/** Whether a value passes all tests of a member. */
export function passesAll(value: unknown, tests: readonly Test[]): boolean {
  return tests.every(({ operator, value: wanted }) => OPERATORS[operator].passes(value, wanted));
}

function arePossible(conditions: readonly MemberTests[]): boolean {
  const paths = new Map(conditions.map(({ path }) => [JSON.stringify(path), path]));
  return [...paths.values()].every((path) => canBe(path, conditions));
}

/** Whether there is a value for the member at a path, with all that is asked of it and of what is in it. */
function canBe(path: readonly string[], conditions: readonly MemberTests[]): boolean {
  const inside = conditions.filter((one) => path.every((name, index) => one.path[index] === name));
  const tests = inside.flatMap((one) => (one.path.length === path.length ? one.tests : []));
  const values = valuesOf(tests);
  if (values !== undefined) {
    const others = inside.map((one) => ({
      ...one,
      path: one.path.slice(path.length),
      tests: one.path.length === path.length ? one.tests.filter((test) => !namesValues(test)) : one.tests,
    }));
    return values.some((value) => others.every((condition) => satisfies(value, condition)));
  }
  const holds = inside.some((one) => one.path.length > path.length && !passesAll(undefined, one.tests));
  const kinds = KINDS.filter(
    (kind) => (!holds || kind === 'others') && tests.every((test) => kindsOf(test).includes(kind)),
  );
  const [kind] = kinds;
  if (kind === undefined) return false;
  return kinds.length > 1 || (kind === 'string' ? textIsPossible(tests) : rangeIsPossible(tests));
}

function namesValues({ operator }: Test): boolean {
  return operator === '$eq' || operator === '$in';
}

/** What a value can be that passes a test. */
function kindsOf({ operator, value }: Test): readonly ValueKind[] {
  switch (operator) {
    case '$exists':
      return value === true ? ['string', 'number', 'others'] : ['absent'];
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [typeof value === 'number' ? 'number' : 'string'];
    case '$startsWith':
    case '$endsWith':
      return ['string'];
    case '$contains':
      return typeof value === 'string' ? ['string', 'others'] : ['others'];
    case '$eq':
    case '$ne':
    case '$in':
      return KINDS;
  }
}

/** Of numbers, or of texts by their order. */
function rangeIsPossible(tests: readonly Test[]): boolean {
  const lows = tests.filter(({ operator }) => operator === '$gt' || operator === '$gte');
  const highs = tests.filter(({ operator }) => operator === '$lt' || operator === '$lte');
  return lows.every((low) =>
    highs.every((high) =>
      low.operator === '$gte' && high.operator === '$lte'
        ? (low.value as number) <= (high.value as number)
        : (low.value as number) < (high.value as number),
    ),
  );
}

function textIsPossible(tests: readonly Test[]): boolean {
  const wanted = (...operators: readonly Test['operator'][]) =>
    tests.filter(({ operator }) => operators.includes(operator)).map(({ value }) => String(value));
  const beginnings = wanted('$startsWith');
  const ends = wanted('$endsWith');
  const agree = (texts: readonly string[], has: (text: string, part: string) => boolean) =>
    texts.every((one) => texts.every((other) => has(one, other) || has(other, one)));
  return (
    rangeIsPossible(tests) &&
    agree(beginnings, (text, part) => text.startsWith(part)) &&
    agree(ends, (text, part) => text.endsWith(part)) &&
    // The first text with a beginning is the beginning itself; of the later ones none is before a text without it.
    wanted('$lt', '$lte').every((high) => beginnings.every((beginning) => beginning <= high)) &&
    wanted('$gt', '$gte').every((low) =>
      beginnings.every((beginning) => beginning > low || low.startsWith(beginning)),
    )
  );
}
