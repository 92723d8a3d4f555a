/** Search entries of a page: one per heading. */
import { headingsOf } from '../markup/index.ts';
import type { SitePage } from './site-parts.ts';

export interface SearchEntry {
  /** Address within the site, unique among all entries. */
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly text: string;
}

export function searchEntries({ slug, title: page, markdown }: SitePage): SearchEntry[] {
  return headingsOf(markdown).map(({ id, title, text }) => ({ id: `${slug}.html#${id}`, title, page, text }));
}
