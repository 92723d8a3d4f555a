/** Markdown as HTML: markdown-it, with raw HTML shown as text and an id on every heading. */
import markdownIt from 'markdown-it';

const CLAUSE_ID = /^[A-Z]+-[A-Z]+-\d{3}\b/;

const markdown = markdownIt({ html: false, linkify: false, typographer: false });

// A wide block of code scrolls, so it must be reachable by keyboard.
markdown.renderer.rules.fence = (tokens, index) => {
  const { info = '', content = '' } = tokens[index] ?? {};
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

/** HTML of a Markdown text; safe to put into a page, whatever the text contains. */
export function markdownToHtml(text: string): string {
  return markdown.render(text);
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
}

/** The headings of a Markdown text, with the anchors that {@link markdownToHtml} gives them. */
export function headingsOf(text: string): HeadedText[] {
  const headings: { id: string; title: string; text: string }[] = [];
  const tokens = markdown.parse(text, {});
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      headings.push({ id: String(token.attrGet('id')), title: plainOf(tokens[index + 1]), text: '' });
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
