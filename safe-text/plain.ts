/** Makes untrusted text safe to print: no terminal escapes, no reordering, no lone surrogates. */

/** Control, format and separator characters and lone surrogates; joiners stay because emoji and many scripts need them. */
export const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * The text with every unsafe character written as an escape such as `\u001b`.
 *
 * Line feeds and tabs stay. A carriage return is escaped because it could overwrite the text before it.
 */
export function plain(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(UNSAFE, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));
}

/** Like {@link plain}, on one line: line feeds and tabs are written as `\n` and `\t`. */
export function oneLine(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? escaped(character));
}

/** True if {@link oneLine} would return the text unchanged. */
export function isOneLine(text: string): boolean {
  return text.search(UNSAFE) === -1;
}

/** The character as JSON escapes it: `\u202e`, or two escapes if it needs two units. */
export function escapedInJson(character: string): string {
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** The same without line feeds: JSON over several lines has one for each member, and they are safe there. */
const UNSAFE_IN_JSON = new RegExp(`(?!\\n)${UNSAFE.source}`, UNSAFE.flags);

/** JSON of the value over several lines, with every unsafe character as an escape that says the same. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSAFE_IN_JSON, escapedInJson);
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
