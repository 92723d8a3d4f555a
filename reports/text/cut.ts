/** Cuts and indents text, and keeps its lines from being commands; apart from columns, so that the report page needs no library for them. */

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

/** The text with `by` before every line that is not empty. */
export function indented(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}

/** The text with a mark before every `::` that begins a line: GitHub's runner would execute the line. */
export function withoutCommands(text: string): string {
  return text.replace(/^( *)(?=::)/gm, '$1│ ');
}
