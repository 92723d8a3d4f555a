/** Validation by name. */
import type { SchemaName } from './documents.ts';
import { validatorOf } from './validators.ts';
import { type Violation, violationsOf } from './violations.ts';

/**
 * What is wrong with a value, in the order in which the schema speaks of it; empty where nothing is. The
 * value is only looked at: nothing is coerced, filled in or removed. Any value may be given, however deep.
 *
 * In calls, members that the schema does not know are never a violation; a null ID counts as an absent one.
 */
export function validate(name: SchemaName, value: unknown): readonly Violation[] {
  const check = validatorOf(name);
  return check(value) ? NONE : violationsOf(name, check.errors ?? []);
}

const NONE: readonly Violation[] = [];
