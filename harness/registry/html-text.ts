/** A web page as plain text, roughly as a browser's text selection gives it, so that its sentences can be counted. */
import type { DefaultTreeAdapterTypes } from 'parse5';

type HtmlNode = DefaultTreeAdapterTypes.Node;

const UNSEEN = new Set(['head', 'noscript', 'script', 'style', 'svg', 'template']);

/** What an element puts before and after its text. */
const EDGES: ReadonlyMap<string, string> = new Map([
  ...named('\n\n', 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'pre', 'blockquote'),
  ...named('\n\n', 'section', 'article', 'header', 'footer', 'nav', 'main'),
  ...named('\n', 'li', 'tr', 'div', 'dt', 'dd'),
  ...named(' ', 'td', 'th'),
]);

/** What is still to be written: a text, or a node whose white space counts within `pre`. */
type Pending = string | { readonly node: HtmlNode; readonly keepsSpace: boolean };

/**
 * The text of an HTML document. Its paragraphs may be separated differently from a copy made by hand, so sentences
 * are found by their hashes and not by their numbers.
 */
export async function textOfHtml(html: string): Promise<string> {
  // Loaded here because only `drift` reads HTML, and every short command loads this room.
  const { parse } = await import('parse5');
  const parts: string[] = [];
  // A list of what is left instead of recursion: no depth of nesting ends the stack.
  const pending: Pending[] = [{ node: parse(html), keepsSpace: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') parts.push(next);
    else for (const part of contentOf(next).toReversed()) pending.push(part);
  }
  return parts.join('');
}

function contentOf({ node, keepsSpace }: Exclude<Pending, string>): Pending[] {
  if ('value' in node) return [keepsSpace ? node.value : node.value.replace(/\s+/gu, ' ')];
  if (node.nodeName === 'br') return ['\n'];
  if (!('childNodes' in node) || UNSEEN.has(node.nodeName)) return [];
  const edge = EDGES.get(node.nodeName) ?? '';
  const inside = keepsSpace || node.nodeName === 'pre';
  return [edge, ...node.childNodes.map((child) => ({ node: child, keepsSpace: inside })), edge];
}

function named(edge: string, ...names: readonly string[]): [string, string][] {
  return names.map((name) => [name, edge]);
}
