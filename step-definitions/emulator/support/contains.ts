/** Compares values, completely or in part. */
import { isDeepStrictEqual } from 'node:util';

/** @throws Error with the difference if `actual` does not contain all of `expected` */
export function expectContains(actual: unknown, expected: unknown, what: string): void {
  if (contains(actual, expected)) return;
  throw new Error(
    `${what}\n  expected at least: ${JSON.stringify(expected)}\n  actual:            ${JSON.stringify(actual)}`,
  );
}

/** @throws Error with the difference */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what}\n  expected: ${JSON.stringify(expected)}\n  actual:   ${JSON.stringify(actual)}`);
}

function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    return isDeepStrictEqual(actual, expected);
  }
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([name, value]) =>
    contains((actual as Record<string, unknown>)[name], value),
  );
}
