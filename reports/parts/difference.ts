/** Expected and actual value of an unmet example, member by member. */
import { type Difference, escapedName } from '../../schemas/index.ts';
import { cut, oneLine } from '../text/index.ts';

const VALUE_LIMIT = 600;
const MEMBER_LIMIT = 12;

/** A member that is not as expected. Every text is on one line and safe to print. */
export interface MemberDifference {
  /** A JSON pointer; empty for the value as a whole. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
  readonly change: 'missing' | 'added' | 'changed';
}

type DifferenceValues = Pick<Difference, 'expected' | 'actual'>;

/** The members that differ, or the whole value if it is not two objects; none if the difference has no values. */
export function memberDifferences({ expected, actual }: DifferenceValues): MemberDifference[] {
  if (expected === undefined && actual === undefined) return [];
  const members =
    areAlike(expected, actual) && !areScalars(expected, actual) ? differing(expected, actual, '') : [];
  if (members.length > 0) return members;
  const whole = memberDifference('', expected, actual);
  return isWords(expected) && isWords(actual)
    ? [{ ...whole, expected: inWords(expected), actual: inWords(actual) }]
    : [whole];
}

/**
 * A line for each member that differs, such as `/plan: expected "pro", got "free"`; for other values two lines, the
 * expected and the actual one.
 *
 * @returns no lines if the difference has neither value
 */
export function differenceLines(difference: DifferenceValues): string[] {
  const members = memberDifferences(difference);
  const hidden = members.length - MEMBER_LIMIT;
  return [
    ...members
      .slice(0, MEMBER_LIMIT)
      .flatMap(({ pointer, expected, actual }) =>
        pointer === ''
          ? [`expected  ${expected}`, `actual    ${actual}`]
          : [`${pointer}: expected ${expected}, got ${actual}`],
      ),
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
  ];
}

/** The harness describes responses in words; quotes around them would only be in the way. */
function isWords(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function inWords(text: string): string {
  return cut(oneLine(text), VALUE_LIMIT);
}

type Container = Readonly<Record<string, unknown>>;

function areAlike(expected: unknown, actual: unknown): boolean {
  return isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual);
}

/** Two lists of ids are read as a whole: an index would say little. */
function areScalars(...lists: readonly unknown[]): boolean {
  return lists.every((list) => Array.isArray(list) && !list.some(isContainer));
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function differing(expected: unknown, actual: unknown, path: string): MemberDifference[] {
  if (!isContainer(expected) || !isContainer(actual)) return [];
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => {
    const expectedValue = Object.hasOwn(expected, key) ? expected[key] : undefined;
    const actualValue = Object.hasOwn(actual, key) ? actual[key] : undefined;
    const here = `${path}/${escapedName(key)}`;
    if (areAlike(expectedValue, actualValue)) return differing(expectedValue, actualValue, here);
    if (Object.is(expectedValue, actualValue)) return [];
    return [memberDifference(here, expectedValue, actualValue)];
  });
}

function memberDifference(pointer: string, expected: unknown, actual: unknown): MemberDifference {
  return {
    pointer: oneLine(pointer),
    expected: show(expected),
    actual: show(actual),
    change:
      actual === undefined || actual === null ? 'missing' : expected === undefined ? 'added' : 'changed',
  };
}

function show(value: unknown): string {
  return value === undefined ? '(absent)' : cut(oneLine(JSON.stringify(value)), VALUE_LIMIT);
}
