/** Fits text into the lines and columns of a terminal: wrapping and padding. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

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
