/** A document as AsciiDoc. Text stays text, whatever it contains. */
import { oneLine, plain } from '../text/index.ts';
import { type Block, piecesOf, type Words } from './blocks.ts';

export function toAsciidoc(blocks: readonly Block[]): string {
  return `${blocks.map(block).join('\n\n')}\n`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${'='.repeat(one.depth)} ${inline(one.words)}`;
    case 'paragraph':
      return inline(one.words);
    case 'list':
      return one.items.map((item) => `* ${inline(item)}`).join('\n');
    case 'code':
      return source(one.language, plain(one.code));
    case 'table':
      return ['[%header]', '|===', ...[one.heading, ...one.rows].map(row), '|==='].join('\n');
  }
}

function row(cells: readonly Words[]): string {
  return cells.map((cell) => `|${inline(cell).replaceAll('|', '\\|')}`).join(' ');
}

/** The delimiter is longer than any line of hyphens in the text; callouts are off. */
function source(language: string, text: string): string {
  const longest = Math.max(3, ...[...text.matchAll(/^-{4,}$/gm)].map(([line]) => line.length));
  const delimiter = '-'.repeat(longest + 1);
  return `[source,${language},subs=specialchars]\n${delimiter}\n${text}\n${delimiter}`;
}

function inline(words: Words): string {
  return piecesOf(words)
    .map((piece) => {
      if ('code' in piece) return `\`${literal(piece.code)}\``;
      if ('text' in piece) return literal(piece.text);
      const label = literal(piece.label);
      return /^https?:/.test(piece.address)
        ? `link:++${piece.address}++[${label}]`
        : `xref:${piece.address}[${label}]`;
    })
    .join('');
}

/** The text itself if AsciiDoc finds no markup in it, otherwise a passthrough that escapes `<` and `&`. */
function literal(text: string): string {
  const line = oneLine(text);
  return /^[\p{L}\p{N} ,;()'.-]*$/u.test(line) && !/^[ .]|--|\.\.\.|\([CRT]|^-/.test(line)
    ? line
    : `pass:c[${line.replaceAll(']', '\\]').replace(/\\$/, '$& ')}]`;
}
