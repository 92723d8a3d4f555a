/** Fits text into lines: cutting, wrapping, indenting. */

/**
 * The beginning of a text, with a note of how much is not shown.
 *
 * @param limit characters that are shown; a text that is only a little longer is shown whole
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
 * @param width columns of a line, `indent` included
 * @param indent put before every line but the first
 */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length + indent.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}

/** The text with every line moved to the right; empty lines stay empty. */
export function indented(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}
