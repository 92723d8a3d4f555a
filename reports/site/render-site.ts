/** The documentation site: files that a browser can read from disk or from any server, with search and no network. */
import { asset } from '../assets/index.ts';
import { pageHtml } from './page-html.ts';
import { pagesOf } from './pages/index.ts';
import { redirectPage } from './redirect-page.ts';
import { searchEntries } from './search-entries.ts';
import { RENAMED } from './sections.ts';
import type { SiteParts } from './site-parts.ts';

/** Every file of the site, by its path relative to the folder of the site. */
export function renderSite(parts: SiteParts): ReadonlyMap<string, string> {
  const pages = pagesOf(parts);
  const entries = pages.flatMap(searchEntries);
  const slugs = new Set(pages.map(({ slug }) => slug));
  const renamed = Object.entries(RENAMED).filter(([from, to]) => slugs.has(to) && !slugs.has(from));
  return new Map([
    ...pages.map((page) => [`${page.slug}.html`, pageHtml(page, pages, parts)] as const),
    ...renamed.map(([from, to]) => [`${from}.html`, redirectPage(`${to}.html`)] as const),
    ...parts.schemas.map(
      ({ name, document }) =>
        [`schemas/${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`] as const,
    ),
    ['assets/site.css', asset('site.css')] as const,
    ['assets/search.js', asset('site.js')] as const,
    ['assets/search-entries.js', `globalThis.searchEntries = ${JSON.stringify(entries)};\n`] as const,
  ]);
}
