/** Keys of entries: lists of texts, written so that no id can be mistaken for a part of another. */

/** What an entry is: a record of a connector, or a delivery that waits. */
export type EntryKind = 'record' | 'delivery';

/** JSON, which is one line whatever stands in an id, half surrogate pairs included. */
export function keyOf(kind: EntryKind, ...parts: readonly string[]): string {
  return JSON.stringify([kind, ...parts]);
}

export function partsOf(key: string): readonly [EntryKind, ...string[]] {
  return JSON.parse(key);
}

/** A number as a text that sorts as numbers do. */
export function inOrder(number: number): string {
  return String(number).padStart(16, '0');
}
