/** The keyword for what JSON Schema cannot say: the member that `computation_key` names carries the value. */
import type { KeywordDefinition } from 'ajv/dist/2020.js';

/**
 * `"computedMember": ["boolean"]` on a call asks that `traits` has a member of the name that
 * `context.personas.computation_key` gives, of one of these JSON types (segment-facts, section 6). A call
 * that lacks either side, or has another type there, is left to `required` and `type`. Validators that do
 * not know the keyword ignore it.
 */
export const computedMember: KeywordDefinition = {
  keyword: 'computedMember',
  type: 'object',
  schemaType: 'array',
  errors: false,
  validate: (types: readonly string[], call: Call): boolean => {
    const key = call.context?.personas?.computation_key;
    const { traits } = call;
    if (typeof key !== 'string' || !isObject(traits)) return true;
    return Object.hasOwn(traits, key) && types.includes(jsonType(traits[key]));
  },
};

interface Call {
  readonly context?: { readonly personas?: { readonly computation_key?: unknown } | null } | null;
  readonly traits?: unknown;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return jsonType(value) === 'object';
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
