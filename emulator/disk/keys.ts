/** Keys of entries: lists of strings, encoded so that no id can be mistaken for a part of another. */

/** A record of a connector, or a delivery that waits. */
type EntryKind = 'record' | 'delivery';

/** JSON keeps a key on one line whatever an id contains, lone surrogates included. */
export function keyOf(kind: EntryKind, ...parts: readonly string[]): string {
  return JSON.stringify([kind, ...parts]);
}

/** A number as text that sorts in the order of the numbers. */
export function sortableNumber(number: number): string {
  return String(number).padStart(16, '0');
}

/** Increase it whenever keys or values change. */
export const FORMAT = '2';
/** Keys of the directory itself; they sort before those of entries. */
export const FORMAT_KEY = '"format"';
export const HEAD_KEY = '"head"';

export function isOwnKey(key: string): boolean {
  return key === FORMAT_KEY || key === HEAD_KEY;
}
