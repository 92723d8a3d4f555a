/** Faults in what is stored of a value, a text or a name, of Users, Accounts and events. */

import { isObject, type JsonObject } from './call.ts';
import type { Broken } from './faults.ts';

/** Names that a careless statement of SQL cannot hold. */
const RESERVED: readonly string[] = ['order', 'select', 'from', 'where', 'table'];

/** What becomes of a value; `before` is the earlier value, or undefined. */
export function damagedValue(value: unknown, before: unknown, broken: Broken): unknown {
  if (broken('falsy-updates-ignored') && before !== undefined && !value) return before;
  if (broken('other-types-ignored') && before !== undefined && typeof value !== typeof before) return before;
  if (Array.isArray(value)) return damagedArray(value, before, broken);
  if (isObject(value) && broken('inner-objects-dropped')) {
    return Object.fromEntries(Object.entries(value).filter(([, member]) => !isObject(member)));
  }
  if (typeof value !== 'string') return value;
  if (broken('folds-white-space')) return value.replace(/\s+/g, ' ');
  if (broken('removes-controls')) return value.replace(/(?![\t\n\r])\p{Cc}/gu, '');
  return value;
}

function damagedArray(value: readonly unknown[], before: unknown, broken: Broken): unknown {
  if (broken('empty-items-filtered')) return value.filter(Boolean);
  if (broken('arrays-appended') && Array.isArray(before)) return [...before, ...value];
  return value;
}

/** What becomes of a User's or an Account's traits before they are merged. */
export function damagedTraits(traits: JsonObject, broken: Broken): JsonObject {
  let entries = Object.entries(traits);
  const end = entries.findIndex(([, value]) => value === null);
  if (broken('ends-at-null') && end !== -1) entries = entries.slice(0, end + 1);
  if (broken('inherited-names-lost')) entries = entries.filter(([name]) => !(name in {}));
  if (broken('names-cut-at-64')) entries = entries.map(([name, value]) => [name.slice(0, 64), value]);
  return Object.fromEntries(entries);
}

/** What becomes of a group's traits. */
export function damagedAccountTraits(traits: JsonObject, broken: Broken): JsonObject {
  return Object.fromEntries(
    Object.entries(traits).map(([name, value]) => [
      broken('account-names-in-snake-case') ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : name,
      damagedAccountValue(value, broken),
    ]),
  );
}

function damagedAccountValue(value: unknown, broken: Broken): unknown {
  if (Array.isArray(value) && broken('account-arrays-sorted')) return [...value].sort();
  if (Number.isInteger(value) && broken('account-integers-32-bit')) return Number(value) | 0;
  if (typeof value === 'string' && broken('account-smart-quotes-folded')) return value.replace(/[“”]/g, '"');
  return value;
}

/** What becomes of an event's properties. */
export function damagedEvent(properties: JsonObject, broken: Broken): JsonObject {
  if (broken('track-drops-properties')) return {};
  const kept = Object.entries(properties).filter(
    ([name]) => !(broken('track-reserved-names-lost') && RESERVED.includes(name)),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, damagedEventValue(value, broken)]));
}

function damagedEventValue(value: unknown, broken: Broken): unknown {
  if (Array.isArray(value) && broken('track-drops-long-arrays')) return value.slice(0, 100);
  if (typeof value === 'string' && broken('track-trims-text')) return value.trim();
  return value;
}
