/** Validation by name. */
import type { SchemaName } from './documents.ts';
import { validatorOf } from './validators.ts';
import { type Violation, violationsOf } from './violations.ts';

/**
 * The violations of a value, in the order of the schema; none if it is valid. The value is not changed: nothing is
 * coerced, filled in or removed. Any value may be given, at any depth.
 *
 * In calls, unknown members are never a violation, and a null ID counts as absent.
 */
export function validate(name: SchemaName, value: unknown): readonly Violation[] {
  const check = validatorOf(name);
  return check(value) ? NONE : violationsOf(name, check.errors ?? []);
}

const NONE: readonly Violation[] = [];
