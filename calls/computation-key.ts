/** The key of an audience or a computed trait: its name in snake case (docs/segment-facts.md section 6). */

/** Latin letters that are no plain letter with an accent. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Lower case, with one `_` for every run of anything but Latin letters and digits. Apostrophes vanish, accents too
 * (`ß` becomes `ss`, `æ` becomes `ae`), and a digit stays with the letters beside it, as in the documented
 * `order_completed_last_30days`.
 *
 * @returns nothing where the name has no Latin letter and no digit
 */
export function keyOf(name: string): string | undefined {
  const key = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘ʼ]/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => SPELT[letter] ?? '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  return key === '' ? undefined : key;
}

/** What may be given as a key: what `keyOf` could have made. */
export function isKeyName(key: string): boolean {
  return key.length <= KEY_LENGTH && keyOf(key) === key;
}

/** Characters of a key, and of a name. */
export const KEY_LENGTH = 200;

/** Keys that would overwrite what Engage's calls carry beside the value. */
export const RESERVED: ReadonlySet<string> = new Set(['email']);
