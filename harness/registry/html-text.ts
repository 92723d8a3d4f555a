/** A web page as plain text, roughly as a browser's text selection gives it, so that its sentences can be counted. */

const UNSEEN =
  /<(script|style|template|noscript|svg|head)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<!doctype[^>]*>/giu;
const PARAGRAPH =
  /<\/?(?:p|h[1-6]|ul|ol|table|section|article|header|footer|nav|main|pre|blockquote)\b[^>]*>/giu;
const LINE = /<(?:br|li|tr|div)\b[^>]*>|<\/(?:li|tr|div)>/giu;
const TAG = /<\/?[a-z][^>]*>/giu;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ldquo: '\u201c',
  rdquo: '\u201d',
  lsquo: '\u2018',
  rsquo: '\u2019',
  mdash: '\u2014',
  ndash: '\u2013',
  hellip: '\u2026',
};

/**
 * The text of an HTML document. Paragraphs may be parted otherwise than in a copy made by hand, so sentences are
 * found by their hashes and not by their numbers.
 */
export function textOfHtml(html: string): string {
  return html
    .replace(UNSEEN, '')
    .replace(/\s+/gu, ' ')
    .replace(PARAGRAPH, '\n\n')
    .replace(LINE, '\n')
    .replace(TAG, '')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/giu, character);
}

function character(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
