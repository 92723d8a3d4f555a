/** Defects in how values of Users, Accounts and events are stored. */
import { isObject } from '../../../../schemas/index.ts';
import type { PropertyHolder } from '../../../astrolabe/index.ts';
import { changingComputed } from '../../computations.ts';
import {
  changingProperties,
  changingValues,
  DROPPED,
  knownProperties,
  mapValues,
  type PropertyCall,
} from '../../property-kinds.ts';
import type { Defects } from '../defect.ts';
import { arrays, type ClauseOf, onEach, values } from './each-holder.ts';

const CLAUSE_OF: ClauseOf = { user: 'AST-IDENT-004', account: 'AST-GROUP-004', event: 'AST-TRACK-002' };
const ALL = ['user', 'account', 'event'] as const;
const UPDATED = ['user', 'account'] as const;

const INT_BEGINS = -(2 ** 31);
const INT_ENDS = 2 ** 31 - 1;

export const VALUE_DEFECTS = {
  ...onEach(
    'near-texts-not-updated',
    UPDATED,
    CLAUSE_OF,
    'A text of {holder} is not replaced by one that differs in case or outer spaces only',
    updates(
      (value, stored) =>
        isText(value) && isText(stored) && value !== stored && folded(value) === folded(stored),
    ),
  ),
  ...onEach(
    'small-steps-not-updated',
    UPDATED,
    CLAUSE_OF,
    'A number of {holder} is not replaced by one that differs by less than a hundredth',
    updates(
      (value, stored) =>
        typeof value === 'number' &&
        typeof stored === 'number' &&
        value !== stored &&
        Math.abs(value - stored) < 0.01,
    ),
  ),
  ...onEach('arrays-sorted', ALL, CLAUSE_OF, 'Arrays of {holder} are sorted', arrays(sorted)),
  ...onEach(
    'arrays-deduplicated',
    ALL,
    CLAUSE_OF,
    'Repeated items of an array of {holder} are removed',
    arrays((items) => [...new Set(items)]),
  ),
  ...onEach(
    'empty-items-filtered',
    ALL,
    CLAUSE_OF,
    'Falsy items of an array of {holder} are removed',
    arrays((items) => items.filter(Boolean)),
  ),
  ...onEach(
    'arrays-flattened',
    ALL,
    CLAUSE_OF,
    'Arrays inside arrays of {holder} are flattened',
    arrays((items) => items.flat(9)),
  ),
  ...onEach(
    'single-items-unwrapped',
    ALL,
    CLAUSE_OF,
    'An array of {holder} with one item becomes that item',
    arrays((items) => (items.length === 1 ? items[0] : items)),
  ),
  ...onEach(
    'arrays-cut',
    ALL,
    CLAUSE_OF,
    'Arrays of {holder} are cut after 64 items',
    arrays((items) => items.slice(0, 64)),
  ),
  ...onEach(
    'integers-wrapped',
    ALL,
    CLAUSE_OF,
    'Integers of {holder} beyond 32 bits are cut to the nearest one that fits',
    values((value) => (Number.isInteger(value) ? clamped(value as number) : value)),
  ),
  ...onEach(
    'fractions-rounded',
    ALL,
    CLAUSE_OF,
    'Numbers of {holder} are rounded to two places',
    values((value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)),
  ),
  ...onEach(
    'numbers-read-as-times',
    ALL,
    CLAUSE_OF,
    'Large integers of {holder} are stored as the time that they would be in milliseconds',
    values((value) => (isTime(value) ? new Date(value).toISOString() : value)),
  ),
  ...onEach('arrays-appended', UPDATED, CLAUSE_OF, 'An array of {holder} is appended to on update', (call) =>
    onUpdate(call, (value, before) =>
      Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value,
    ),
  ),
  ...onEach(
    'arrays-merged-by-position',
    UPDATED,
    CLAUSE_OF,
    'A shorter array of {holder} replaces only the beginning of the earlier one',
    (call) =>
      onUpdate(call, (value, before) =>
        Array.isArray(value) && Array.isArray(before) && before.length > value.length
          ? [...value, ...before.slice(value.length)]
          : value,
      ),
  ),
  ...onEach(
    'falsy-updates-ignored',
    UPDATED,
    CLAUSE_OF,
    'An update of {holder} to false, 0 or an empty string is ignored',
    (call) => onUpdate(call, (value) => (value ? value : DROPPED)),
  ),
  ...onEach(
    'empty-array-updates-ignored',
    UPDATED,
    CLAUSE_OF,
    'An update of {holder} to an empty array is ignored',
    (call) => onUpdate(call, (value) => (Array.isArray(value) && value.length === 0 ? DROPPED : value)),
  ),
  ...onEach(
    'other-types-ignored',
    UPDATED,
    CLAUSE_OF,
    'An update of {holder} to a value of another type is ignored',
    (call) => onUpdate(call, (value, before) => (typeof value === typeof before ? value : DROPPED)),
  ),
  ...onEach(
    'numbers-stay-numbers',
    UPDATED,
    CLAUSE_OF,
    'A property of {holder} that was an integer loses later fractions',
    (call) =>
      onUpdate(call, (value, before) =>
        typeof value === 'number' && Number.isInteger(before) ? Math.trunc(value) : value,
      ),
  ),
  ...onEach(
    'lost-behind-null',
    ALL,
    CLAUSE_OF,
    'Properties of {holder} that follow a null are lost',
    (call) => losingBehind(call, (value) => value === null),
  ),
  ...onEach(
    'lost-behind-object',
    ALL,
    CLAUSE_OF,
    'Properties of {holder} that follow an object are lost',
    (call) => losingBehind(call, isObject),
  ),
  'computed-other-types-ignored': {
    what: 'A computed trait keeps its value if the new one has another type',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value, { key, holder }) =>
      isHeld(key, holder) && typeof value !== typeof holder?.properties[key] ? DROPPED : value,
    ),
  },
  'computed-empty-ignored': {
    what: 'A computed trait keeps its value if the new one is an empty string or an empty array',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value, { key, holder }) =>
      isHeld(key, holder) && (value === '' || (Array.isArray(value) && value.length === 0)) ? DROPPED : value,
    ),
  },
  'computed-lists-joined': {
    what: 'The list of a computed trait is joined with the earlier one',
    breaks: 'AST-AUD-006',
    alter: changingComputed('identify', 'trait', (value, { key, holder }) => {
      const before = holder?.properties[key];
      return Array.isArray(value) && Array.isArray(before) ? [...new Set([...before, ...value])] : value;
    }),
  },
} as const satisfies Defects;

function isHeld(key: string, holder: PropertyHolder | undefined): boolean {
  return holder !== undefined && Object.hasOwn(holder.properties, key);
}

function sorted(items: readonly unknown[]): unknown {
  return [...items].sort();
}

function clamped(value: number): number {
  return Math.max(INT_BEGINS, Math.min(INT_ENDS, value));
}

function isTime(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 1e12 && (value as number) < 2e12;
}

/** Changes the values of properties that the record has already. */
function onUpdate(call: PropertyCall, change: (value: unknown, before: unknown) => unknown) {
  return changingProperties(call, (properties, input) => {
    const known = knownProperties(input);
    return mapValues(properties, (value, name) =>
      Object.hasOwn(known, name) ? change(value, known[name]) : value,
    );
  });
}

function losingBehind(call: PropertyCall, ends: (value: unknown) => boolean) {
  return changingProperties(call, (properties) => {
    const entries = Object.entries(properties);
    const end = entries.findIndex(([, value]) => ends(value));
    if (end === -1 || end === entries.length - 1) return undefined;
    return Object.fromEntries(entries.slice(0, end + 1));
  });
}

/** Leaves the stored value of a property if `isNoUpdate` takes the new one for it. */
function updates(isNoUpdate: (value: unknown, stored: unknown) => boolean) {
  return (call: PropertyCall) =>
    changingValues(call, (value, name, input) =>
      isNoUpdate(value, knownProperties(input)[name]) ? DROPPED : value,
    );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
