/** What a schema requires, in words. */
import type { AnySchemaObject } from 'ajv/dist/2020.js';

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'a boolean',
  null: 'null',
};

/** `a non-empty string`, `an object or null`, `"audience"`; undefined if the schema says nothing. */
export function expectation(schema: AnySchemaObject | undefined): string | undefined {
  if (schema === undefined) return undefined;
  if ('const' in schema) return shown(schema.const);
  if (Array.isArray(schema.enum)) return listed(schema.enum.map(shown));
  if (schema.type === undefined) return undefined;
  const types: readonly string[] = [schema.type].flat();
  const empty = schema.minLength === 1 || schema.minItems === 1 || schema.minProperties === 1;
  return listed(
    types.map((type) => {
      const words = TYPES[type] ?? type;
      return empty && type !== 'null' ? words.replace(/^an? /, 'a non-empty ') : words;
    }),
  );
}

/**
 * The JSON type of a value, in words.
 *
 * @param wanted the type or types that the value does not have
 */
export function typeOf(value: unknown, wanted: string | readonly string[]): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && [wanted].flat().includes('integer')) return 'a fraction';
  if (Array.isArray(value)) return 'an array';
  return TYPES[typeof value] ?? typeof value;
}

/** `a`, `a or b`, `a, b or c` */
export function listed(items: readonly string[], joint: 'or' | 'and' = 'or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** A value of a schema (never of the data) as JSON. */
export function shown(value: unknown): string {
  return JSON.stringify(value);
}
