/** The corpora of the sweeps by name, as properties that a first call sets and an update changes. */
import { COMPUTED_VALUES } from './computed-values.ts';
import { type Row, type SweptProperty, withUpdates } from './entry.ts';
import { EVENT_NAMES, NAMES_OF_RECORDS, PROPERTY_NAMES } from './names.ts';
import { OBJECTS } from './objects.ts';
import { LONG_TEXTS, TEXTS } from './texts.ts';
import { VALUES } from './values.ts';

/** How many texts are together in an array or an object. */
const TOGETHER = 6;

const CORPORA = {
  values: withUpdates(VALUES),
  texts: withUpdates(TEXTS),
  'long texts': withUpdates(LONG_TEXTS),
  'texts in arrays': groupsOf(TEXTS).map((rows, index) => textsAs(`list_${index + 1}`, rows, listOf)),
  'texts in objects': groupsOf(TEXTS).map((rows, index) => textsAs(`object_${index + 1}`, rows, objectOf)),
  names: PROPERTY_NAMES.map(named),
  'names of records': NAMES_OF_RECORDS.map(named),
  objects: OBJECTS.map(([name, value, _, becomes = withOtherLeaves(value)]) => ({ name, value, becomes })),
  'computed values': withUpdates(COMPUTED_VALUES),
  'event names': EVENT_NAMES.map((name) => ({ name, value: true, becomes: true })),
} as const satisfies Readonly<Record<string, readonly SweptProperty[]>>;

/** The name of a corpus. */
export type CorpusName = keyof typeof CORPORA;

/** All corpora by name. */
export const CORPUS: Readonly<Record<CorpusName, readonly SweptProperty[]>> = CORPORA;

function named(name: string, index: number): SweptProperty {
  return { name, value: `kept ${index + 1}`, becomes: `changed ${index + 1}` };
}

function groupsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / TOGETHER);
  return Array.from({ length: count }, (_, index) => rows.slice(index * TOGETHER, (index + 1) * TOGETHER));
}

function textsAs(name: string, rows: readonly Row[], as: (rows: readonly Row[]) => unknown): SweptProperty {
  return { name, value: as(rows), becomes: as(rows.toReversed()) };
}

function listOf(rows: readonly Row[]): unknown {
  return rows.map(([, text]) => text);
}

function objectOf(rows: readonly Row[]): unknown {
  return Object.fromEntries(rows.map(([name, text]) => [name, text]));
}

/** The same members with other values, so that it makes no difference whether an update merges or replaces. */
function withOtherLeaves(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOtherLeaves);
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}!`;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [name, withOtherLeaves(member)]),
  );
}
