/** What can be found on a page: an entry for each of its headings. */
import { headingsOf } from '../markup/index.ts';
import type { SitePage } from './site-parts.ts';

/** A heading, with the text below it. */
export interface SearchEntry {
  /** Address within the site, which tells entries apart. */
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly text: string;
}

export function searchEntries({ slug, title: page, markdown }: SitePage): SearchEntry[] {
  return headingsOf(markdown).map(({ id, title, text }) => ({ id: `${slug}.html#${id}`, title, page, text }));
}
