/** Search entries of a page: one per heading, with the words of the field that mean it. */
import { headingsOf } from '../markup/index.ts';
import { FIELD_WORDS } from './field-words.ts';
import type { SitePage } from './site-parts.ts';

export interface SearchEntry {
  /** Address within the site, unique among all entries. */
  readonly id: string;
  readonly title: string;
  readonly page: string;
  /** Words of the field that mean this place, the places that they mean first more than once. */
  readonly words: string;
  readonly text: string;
}

/** What a result is found by; an example with long bodies would make the index as large as the site. */
const LONGEST_TEXT = 3_000;

export function searchEntries({ slug, title: page, markdown }: SitePage): SearchEntry[] {
  return headingsOf(markdown).map(({ id, title, text, depth }) => {
    const address = `${slug}.html#${id}`;
    const words = [...wordsFor(address), ...(depth === 1 ? wordsFor(`${slug}.html`) : [])];
    return {
      id: address,
      title,
      page: page.replaceAll('`', ''),
      words: words.join(', '),
      text: text.slice(0, LONGEST_TEXT),
    };
  });
}

/** Repeated for the first place of a row, so that it is found before the others. */
function wordsFor(address: string): string[] {
  return FIELD_WORDS.flatMap(({ words, to }) => {
    if (!to.includes(address)) return [];
    return to[0] === address ? [...words, ...words, ...words] : words;
  });
}
