/** The calls of a sweep, in order: what each sends, and which of it the holder must have afterwards. */
import type { Members } from '../../calls/index.ts';
import type { SweptProperty } from '../../generators/index.ts';

/** One call of a sweep. */
export interface Turn {
  readonly sent: Members;
  /** What the holder must have of it. */
  readonly expected: Members;
  /** How long the holder is left alone before the call, in milliseconds; default: 0. */
  readonly restMs?: number;
}

/** Longer than caches, batches and memories of deliveries of ordinary destinations hold a record that nobody uses. */
export const REST_MS = 1500;

/** The words of the history in which only another property is updated. */
export const REST = 'through a rest and an update of another property';

/** A property that nothing damages: what happens to it happens to any. */
export const PLAIN: SweptProperty = { name: 'plan', value: 'starter', becomes: 'enterprise' };

/** The same in an array, whose order and repeated members only a clause about values is about. */
export const PLAIN_ARRAY: SweptProperty = {
  name: 'plans',
  value: ['starter', 'basic', 'starter'],
  becomes: ['pro', 'enterprise'],
};

/** As many properties that nothing damages. */
export function plainProperties(count: number): readonly SweptProperty[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `plan_${index + 1}`,
    value: `starter ${index + 1}`,
    becomes: `enterprise ${index + 1}`,
  }));
}

/** A property of no corpus. */
const OTHER = 'touched_later';

const values = (properties: readonly SweptProperty[]) =>
  turn(properties.map(({ name, value }) => [name, value]));
const updates = (properties: readonly SweptProperty[]) =>
  turn(properties.map(({ name, becomes }) => [name, becomes]));

/** The turns of each history, by the words of the features. */
export const HISTORIES = {
  'in one call': (properties) => [values(properties)],
  'through an update': (properties) => [values(properties), updates(properties)],
  'through updates there and back': (properties) => [
    values(properties),
    updates(properties),
    values(properties.toReversed()),
  ],
  [REST]: (properties) => [
    values(properties),
    {
      sent: { [OTHER]: 'later' },
      expected: { ...values(properties).expected, [OTHER]: 'later' },
      restMs: REST_MS,
    },
  ],
  'behind a null and an object': (properties) => [behind(values(properties.toReversed()).expected)],
} as const satisfies Readonly<Record<string, (properties: readonly SweptProperty[]) => readonly Turn[]>>;

/** The words of a history. */
export type HistoryName = keyof typeof HISTORIES;

function turn(entries: readonly (readonly [string, unknown])[]): Turn {
  const members = Object.fromEntries(entries);
  return { sent: members, expected: members };
}

/** What a null and an object become is not judged here; the object is in the middle. */
function behind(expected: Members): Turn {
  const entries = Object.entries(expected);
  const middle = Math.floor(entries.length / 2);
  return {
    sent: Object.fromEntries([
      ['between_1', null],
      ...entries.slice(0, middle),
      ['between_2', { inner: { a: 1 } }],
      ...entries.slice(middle),
    ]),
    expected,
  };
}
