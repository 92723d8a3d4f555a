/** Keys of entries: lists of strings, encoded so that no id can be mistaken for a part of another. */

/** A record of a connector, or a delivery that waits. */
type EntryKind = 'record' | 'delivery';

/** JSON keeps a key on one line whatever an id contains, lone surrogates included. */
export function keyOf(kind: EntryKind, ...parts: readonly string[]): string {
  return JSON.stringify([kind, ...parts]);
}

export function partsOf(key: string): readonly [EntryKind, ...string[]] {
  return JSON.parse(key);
}

/** A number as text that sorts in the order of the numbers. */
export function sortableNumber(number: number): string {
  return String(number).padStart(16, '0');
}
