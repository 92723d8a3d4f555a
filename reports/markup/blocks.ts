/** A small document model: citations and pages of the site before they become markup. */

export interface Link {
  readonly label: string;
  /** A URL, or a path and anchor within the site. */
  readonly address: string;
}

/** Text with links; backquotes mark code, and no other character is markup. */
export type Words = string | readonly (string | Link)[];

export type Block =
  | { readonly kind: 'heading'; readonly depth: 1 | 2 | 3; readonly words: string }
  | { readonly kind: 'paragraph'; readonly words: Words }
  | { readonly kind: 'list'; readonly items: readonly Words[] }
  | { readonly kind: 'code'; readonly language: string; readonly code: string }
  | {
      readonly kind: 'table';
      readonly heading: readonly string[];
      readonly rows: readonly (readonly Words[])[];
    };

/** Pieces of {@link Words}, in order. */
export type Piece = { readonly text: string } | { readonly code: string } | Link;

/** Splits words into pieces; a single backquote is text. */
export function piecesOf(words: Words): Piece[] {
  const parts = typeof words === 'string' ? [words] : words;
  return parts.flatMap((part): Piece[] => (typeof part === 'string' ? splitCode(part) : [part]));
}

function splitCode(text: string): Piece[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/.test(part) ? { code: part.slice(1, -1) } : { text: part }));
}

export const heading = (depth: 1 | 2 | 3, words: string): Block => ({ kind: 'heading', depth, words });
export const paragraph = (words: Words): Block => ({ kind: 'paragraph', words });
export const list = (items: readonly Words[]): Block => ({ kind: 'list', items });
export const code = (language: string, text: string): Block => ({ kind: 'code', language, code: text });
export const table = (names: readonly string[], rows: readonly (readonly Words[])[]): Block => ({
  kind: 'table',
  heading: names,
  rows,
});
