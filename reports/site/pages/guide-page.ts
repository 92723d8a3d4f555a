/** A handwritten text of `docs/` as a page: its links to other texts become links to their pages. */
import { sectionOf, slugOf } from '../sections.ts';
import type { GuideFacts, SitePage } from '../site-parts.ts';

/** @param paths of all texts, below `docs/` and without the ending */
export function guidePage({ path, markdown }: GuideFacts, paths: ReadonlySet<string>): SitePage {
  const slug = slugOf(path);
  return {
    slug,
    title: titleOf(markdown, slug),
    section: sectionOf(slug),
    markdown: linked(path, markdown, paths),
  };
}

/**
 * `[text](../citing.md#one)` → `[text](citing.html#one)`; a link to a file that is not on the site is its text only. What
 * has a colon is an address elsewhere.
 */
function linked(from: string, markdown: string, paths: ReadonlySet<string>): string {
  return markdown.replaceAll(
    /(?<!!)\[((?:[^\]\\]|\\.)+)\]\((?!#)([^()\s:#]+)(#[^)]*)?\)/g,
    (_, text: string, file: string, anchor = '') => {
      const target = resolved(from, file);
      return paths.has(target) ? `[${text}](${slugOf(target)}.html${anchor})` : text;
    },
  );
}

/** The path below `docs/` that a link of a text there means, without the ending. */
function resolved(from: string, link: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of link.replace(/\.md$/, '').split('/')) {
    if (part === '..' && parts.length > 0) parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function titleOf(markdown: string, slug: string): string {
  return /^# (.+)$/m.exec(markdown)?.[1] ?? slug;
}
