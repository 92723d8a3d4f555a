/** Which clause is broken if a value is not what was sent. */
import { isObject } from '../../../schemas/index.ts';
import { isSame } from '../commands/timeline.ts';
import type { ExplorableClause } from './explorable-clauses.ts';

/** Clauses for what is not text. */
interface ValueClauses {
  readonly object: ExplorableClause;
  readonly other: ExplorableClause;
}

/** Changed text is AST-HTTP-011, also in arrays and objects; anything else is a clause of the record. */
export function changedClause(
  expected: unknown,
  actual: unknown,
  { object, other }: ValueClauses,
): ExplorableClause {
  if (actual !== undefined && textChanged(expected, actual)) return 'AST-HTTP-011';
  return isObject(expected) ? object : other;
}

/** Whether only texts differ. Text that was dropped, or that has another place in an array, has not changed. */
function textChanged(expected: unknown, actual: unknown): boolean {
  if (typeof expected === 'string') return expected !== '' && expected !== actual;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    if (isSame(expected.map(asText).toSorted(), actual.map(asText).toSorted())) return false;
    return someTextChanged(expected, actual);
  }
  if (!isObject(expected) || !isObject(actual)) return false;
  const names = Object.keys(expected);
  if (!names.every((name) => Object.hasOwn(actual, name))) return false;
  return someTextChanged(
    names.map((name) => expected[name]),
    names.map((name) => actual[name]),
  );
}

function someTextChanged(expected: readonly unknown[], actual: readonly unknown[]): boolean {
  const pairs = expected.map((one, index) => [one, actual[index]] as const);
  const different = pairs.filter(([one, other]) => !isSame(one, other));
  return different.length > 0 && different.every(([one, other]) => textChanged(one, other));
}

function asText(value: unknown): string {
  return JSON.stringify(value);
}
