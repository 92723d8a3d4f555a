/** Untrusted text inside Markdown: shown literally, so that it cannot format, mention anybody or break out. */
import { oneLine } from '../../safe-text/index.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The text on one line, safe in a paragraph, a list item or a table cell. */
export function escapeMarkdown(text: string): string {
  return escapeInHtml(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\u2060` : `\\${start}`))
    .replace(/^#(?=[# ]|$)/, '\\#');
}

/** The text on one line, safe inside an HTML element, where Markdown is not parsed. */
export function escapeInHtml(text: string): string {
  return oneLine(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[@#](?=\w)/g, '$&\u2060');
}

/**
 * A code block whose fence is longer than any run of backticks in the text.
 *
 * @param language for highlighting
 */
export function fenced(text: string, language = 'text'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A list of items that are Markdown already, as one block; no block if there are none. */
export function markdownList(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')];
}

/** A table of cells that are Markdown already. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}
