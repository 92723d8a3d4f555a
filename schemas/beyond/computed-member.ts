/** What JSON Schema cannot say: the member that `computation_key` names has the value. */
import { isObject } from '../is-object.ts';

interface ComputedCall {
  readonly context?: { readonly personas?: { readonly computation_key?: unknown } | null } | null;
  readonly traits?: unknown;
}

/**
 * Whether the traits have that member, with one of these JSON types. If the key or the traits are missing or have a
 * wrong type, `required` and `type` report it, and this returns true.
 */
export function hasComputedMember(types: readonly string[], call: ComputedCall): boolean {
  const key = call.context?.personas?.computation_key;
  const { traits } = call;
  if (typeof key !== 'string' || !isObject(traits)) return true;
  return Object.hasOwn(traits, key) && types.includes(jsonType(traits[key]));
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
