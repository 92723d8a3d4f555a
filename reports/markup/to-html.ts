/** Markdown as HTML: markdown-it, with raw HTML shown as text and an id on every heading. */
import markdownIt from 'markdown-it';

const CLAUSE_ID = /^[A-Z]+-[A-Z]+-\d{3}\b/;

const markdown = markdownIt({ html: false, linkify: false, typographer: false });

// A wide block of code scrolls, so it must be reachable by keyboard.
markdown.renderer.rules.fence = (tokens, index, _options, env) => {
  const { info = '', content = '' } = tokens[index] ?? {};
  const { inserts } = (env ?? {}) as { readonly inserts?: readonly string[] };
  const insert = inserts?.[Number(/^insert (\d+)$/.exec(info)?.[1] ?? Number.NaN)];
  if (insert !== undefined) return insert;
  const { escapeHtml } = markdown.utils;
  return `<pre tabindex="0"><code class="language-${escapeHtml(info)}">${escapeHtml(content)}</code></pre>\n`;
};

markdown.core.ruler.push('heading-ids', ({ tokens }) => {
  const taken = new Map<string, number>();
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const id = headingId(tokens[index + 1]?.content ?? '');
    const before = taken.get(id) ?? 0;
    taken.set(id, before + 1);
    token.attrSet('id', before === 0 ? id : `${id}-${before + 1}`);
  });
});

/**
 * HTML of a Markdown text; safe to put into a page, whatever the text contains.
 *
 * @param inserts HTML that is put in place of code blocks of the language `insert N`, whose text is only searched; without
 *   it they are code blocks
 */
export function markdownToHtml(text: string, inserts?: readonly string[]): string {
  return markdown.render(text, { inserts });
}

/** The anchor of a heading: the clause id that it begins with, which never changes, or its words. */
export function headingId(words: string): string {
  const text = words.replaceAll(/[`\\]/g, '');
  const [clauseId] = CLAUSE_ID.exec(text) ?? [];
  return (
    clauseId ??
    (text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') ||
      'section')
  );
}

/** A heading of a Markdown text, with the plain text up to the next heading. */
export interface HeadedText {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** 1 for the title of a page. */
  readonly depth: number;
}

/** The headings of a Markdown text, with the anchors that {@link markdownToHtml} gives them. */
export function headingsOf(text: string): HeadedText[] {
  const headings: { id: string; title: string; text: string; depth: number }[] = [];
  const tokens = markdown.parse(text, {});
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      headings.push({
        id: String(token.attrGet('id')),
        title: plainOf(tokens[index + 1]),
        text: '',
        depth: Number(token.tag.slice(1)),
      });
    } else if (tokens[index - 1]?.type !== 'heading_open') {
      const last = headings.at(-1);
      if (last !== undefined) last.text += `${plainOf(token)} `;
    }
  });
  return headings;
}

function plainOf(
  token: { readonly content: string; readonly children?: readonly { content: string }[] | null } | undefined,
): string {
  const parts = token?.children ?? [];
  return parts.length === 0 ? (token?.content ?? '') : parts.map(({ content }) => content).join('');
}
