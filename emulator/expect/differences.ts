/** How a call differs from what was expected, member by member, and how much. */
import leven from 'leven';
import { cutText } from '../../safe-text/index.ts';
import { isObject } from '../../schemas/index.ts';
import { isSame, type MemberTests, memberAt, satisfies } from './condition.ts';

/** A member that is not as expected. */
export interface CallDifference {
  /** As it was asked for, or longer if a member within it differs. */
  readonly path: string | readonly string[];
  /** What was asked for: a value, or operators. */
  readonly expected: unknown;
  /** Absent if the call has no such member. */
  readonly actual?: unknown;
}

/** Differences of one call that are shown. */
const MOST_SHOWN = 20;
/** Characters of a value that is shown, as JSON. */
const LONGEST_SHOWN = 500;
/** Characters of texts that are compared with each other. */
const COMPARED = 50;

export function differencesOf(call: unknown, conditions: readonly MemberTests[]): readonly CallDifference[] {
  const found: CallDifference[] = [];
  for (const condition of conditions) {
    if (found.length >= MOST_SHOWN) break;
    if (satisfies(call, condition)) continue;
    const { path, shownPath, wanted, tests } = condition;
    const actual = memberAt(call, path);
    const isValue = tests.length === 1 && tests[0]?.operator === '$eq';
    if (isValue) compare(shownPath, tests[0]?.value, actual, found);
    else found.push(difference(shownPath, wanted, actual));
  }
  return found.slice(0, MOST_SHOWN);
}

/** Goes into objects, so that a difference names the member itself. */
function compare(
  path: string | readonly string[],
  expected: unknown,
  actual: unknown,
  found: CallDifference[],
): void {
  if (found.length >= MOST_SHOWN || isSame(expected, actual)) return;
  if (!isObject(expected) || !isObject(actual)) {
    found.push(difference(path, expected, actual));
    return;
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const inner = [...(typeof path === 'string' ? path.split('.') : path), name];
    const shown = typeof path === 'string' && !name.includes('.') ? inner.join('.') : inner;
    compare(shown, ownOf(expected, name), ownOf(actual, name), found);
  }
}

function ownOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** An expected value that is undefined is a member that must not be there. */
function difference(path: string | readonly string[], expected: unknown, actual: unknown): CallDifference {
  const shown = { path, expected: expected === undefined ? { $exists: false } : cut(expected) };
  return actual === undefined ? shown : { ...shown, actual: cut(actual) };
}

function cut(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? value : cutText(text, LONGEST_SHOWN);
}

/** How far a call is from what was expected: 0 if it is, and about 1 for each member that differs. */
export function distanceOf(call: unknown, conditions: readonly MemberTests[]): number {
  let distance = 0;
  for (const condition of conditions) {
    if (satisfies(call, condition)) continue;
    const { path, tests } = condition;
    const [test] = tests;
    const wanted = test?.operator === '$eq' ? test.value : undefined;
    distance += 0.5 + 0.5 * howFar(wanted, memberAt(call, path));
  }
  return distance;
}

function howFar(wanted: unknown, actual: unknown): number {
  if (actual === undefined) return 1;
  if (typeof wanted === 'string' && typeof actual === 'string') {
    const [one, other] = [wanted, actual].map((text) => text.slice(0, COMPARED).toLowerCase());
    return leven(one ?? '', other ?? '') / COMPARED;
  }
  if (!isObject(wanted) || !isObject(actual)) return 0.9;
  const names = Object.keys(wanted);
  const same = names.filter((name) => isSame(wanted[name], ownOf(actual, name))).length;
  return 0.9 * (1 - same / Math.max(1, names.length));
}
