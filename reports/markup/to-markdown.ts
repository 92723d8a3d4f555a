/** A document as GitHub-flavoured Markdown. Text stays text, whatever it contains. */
import { escapeMarkdown, fenced, oneLine, plain } from '../text/index.ts';
import { type Block, piecesOf, type Words } from './blocks.ts';

export function toMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(block).join('\n\n')}\n`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `${'#'.repeat(one.depth)} ${inline(one.words)}`;
    case 'paragraph':
      return inline(one.words);
    case 'list':
      return one.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'code':
      return fenced(plain(one.code), one.language);
    case 'table':
      return [one.heading, one.heading.map(() => '---'), ...one.rows]
        .map((cells, index) => `| ${cells.map((cell) => (index === 1 ? cell : cellOf(cell))).join(' | ')} |`)
        .join('\n');
  }
}

function inline(words: Words): string {
  return piecesOf(words)
    .map((piece) => {
      if ('code' in piece) return `\`${oneLine(piece.code)}\``;
      if ('text' in piece) return escapeMarkdown(piece.text);
      return `[${escapeMarkdown(piece.label)}](<${encodeURI(decodeSafely(piece.address))}>)`;
    })
    .join('');
}

/** A bar ends a cell even in a code span; bars in text are already escaped. */
function cellOf(words: Words): string {
  return inline(words).replaceAll(/(?<!\\)\|/g, '\\|');
}

/** Keeps an address that is already encoded from being encoded twice. */
function decodeSafely(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
