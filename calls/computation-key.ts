/** The key of an audience or a computed trait: its name in snake case (docs/segment-facts.md section 6). */

/** Latin letters that are not a plain letter with an accent. */
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
 * Lower case, with one `_` for every run of characters that are not Latin letters or digits. Apostrophes and accents
 * are removed (`ß` becomes `ss`, `æ` becomes `ae`), and a digit stays with the letters beside it, as in the documented
 * `order_completed_last_30days`.
 *
 * @returns undefined if the name has no Latin letter and no digit
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

/** Whether a text can be a key: one that `keyOf` could return. */
export function isKeyName(key: string): boolean {
  return key.length <= KEY_LENGTH && keyOf(key) === key;
}

/** The most characters of a key, and of a name. */
export const KEY_LENGTH = 200;

/** Keys that would overwrite another trait in Engage's calls. */
export const RESERVED: ReadonlySet<string> = new Set(['email']);
