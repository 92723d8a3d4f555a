/** Writes properties to a record; only faults change them. */

import { isObject, type JsonObject } from './call.ts';
import type { Broken } from './faults.ts';
import type { Properties } from './store.ts';
import { damagedTraits, damagedValue } from './value-faults.ts';

/** Merges traits into the properties of a record; a property that is not sent keeps its value. */
export function mergeInto(properties: Properties, traits: JsonObject, broken: Broken): void {
  for (const [name, value] of Object.entries(damagedTraits(traits, broken))) {
    if (value === false && broken('drops-false')) continue;
    if (isObject(value) && broken('objects-dropped')) continue;
    if (value === null && broken('null-removes-property')) {
      properties.delete(name);
      continue;
    }
    const [storedName, storedValue] = nest(storableName(name, broken), storableValue(value, broken), broken);
    const before = properties.get(storedName);
    const merges = isObject(before) && isObject(storedValue) && broken('nested-objects-merge');
    const merged = merges ? { ...before, ...storedValue } : storedValue;
    properties.set(storedName, damagedValue(merged, before, broken));
  }
}

function storableName(name: string, broken: Broken): string {
  if (broken('names-lowercased')) return name.toLowerCase();
  if (broken('spaces-become-underscores')) return name.replaceAll(' ', '_');
  return name;
}

function storableValue(value: unknown, broken: Broken): unknown {
  if (value === true && broken('stores-true-as-string')) return 'true';
  if (typeof value === 'number' && broken('numbers-become-strings')) return String(value);
  if (Array.isArray(value) && broken('trims-text-in-arrays')) {
    return value.map((item) => (typeof item === 'string' ? item.trim() : item));
  }
  if (Array.isArray(value) && broken('arrays-become-strings')) return value.join(',');
  if (isObject(value) && broken('objects-become-strings')) return JSON.stringify(value);
  if (typeof value === 'string') return storableText(value, broken);
  return value;
}

function storableText(text: string, broken: Broken): unknown {
  if (broken('parses-json-text') && /^[[{]/.test(text)) return JSON.parse(text);
  if (broken('mangles-emoji')) return text.replace(/[\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
  if (broken('mangles-non-latin')) return text.replace(/[\u{100}-\u{10ffff}]/gu, '?');
  if (broken('cuts-strings-at-255')) return text.slice(0, 255);
  return text;
}

function nest(name: string, value: unknown, broken: Broken): [string, unknown] {
  const [head = '', ...rest] = name.split('.');
  return rest.length > 0 && broken('dotted-names-become-objects')
    ? [head, { [rest.join('.')]: value }]
    : [name, value];
}
