/** Expected and actual value of an unmet example, as lines. */
import type { Difference } from '../../schemas/index.ts';
import { cut, oneLine } from '../text/index.ts';

const VALUE_LIMIT = 600;
const MEMBER_LIMIT = 12;

/**
 * The expected and the actual value, then each member in which two objects or arrays differ.
 *
 * @returns no lines if the difference has neither value
 */
export function differenceLines({ expected, actual }: Pick<Difference, 'expected' | 'actual'>): string[] {
  if (expected === undefined && actual === undefined) return [];
  const members = isContainer(expected) && isContainer(actual) ? differing(expected, actual, '') : [];
  const hidden = members.length - MEMBER_LIMIT;
  return [
    `expected  ${show(expected)}`,
    `actual    ${show(actual)}`,
    ...members.slice(0, MEMBER_LIMIT),
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
  ];
}

type Container = Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function differing(expected: Container, actual: Container, path: string): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => {
    const expectedValue = Object.hasOwn(expected, key) ? expected[key] : undefined;
    const actualValue = Object.hasOwn(actual, key) ? actual[key] : undefined;
    const here = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (
      isContainer(expectedValue) &&
      isContainer(actualValue) &&
      Array.isArray(expectedValue) === Array.isArray(actualValue)
    ) {
      return differing(expectedValue, actualValue, here);
    }
    if (Object.is(expectedValue, actualValue)) return [];
    return [`${oneLine(here)}: expected ${show(expectedValue)}, got ${show(actualValue)}`];
  });
}

function show(value: unknown): string {
  return value === undefined ? '(absent)' : cut(oneLine(JSON.stringify(value)), VALUE_LIMIT);
}
