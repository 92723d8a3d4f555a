/** Fits text into lines and columns: cutting, wrapping, padding, indenting. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * The start of a text, with a note that says how much is not shown.
 *
 * @param limit number of characters to show; a text that is at most a tenth longer is shown whole
 */
export function cut(text: string, limit: number): string {
  const characters = [...text];
  const hidden = characters.length - limit;
  if (hidden <= limit / 10) return text;
  return `${characters.slice(0, limit).join('')} … (cut: ${hidden} of ${characters.length} characters not shown)`;
}

/**
 * Breaks a text at its spaces. A word longer than a line stays whole.
 *
 * wrap-ansi also composes characters (NFC): a wrapped text looks the same, but is not always the same code points.
 *
 * @param width columns of a line, `indent` included
 * @param indent put before every line except the first
 */
export function wrap(text: string, width: number, indent = ''): string {
  return wrapAnsi(text, Math.max(1, width - stringWidth(indent))).replaceAll('\n', `\n${indent}`);
}

/** The text with spaces after it up to a number of columns; a wider text stays unchanged. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** The text with `by` before every line that is not empty. */
export function indented(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}
