/** The documentation site: files that a browser can read from disk or from any server, with search and no network. */
import { asset } from '../assets/index.ts';
import { markdownToHtml } from '../markup/index.ts';
import { escapeXml } from '../text/index.ts';
import { withPictures } from './journeys-page.ts';
import { pagesOf } from './pages.ts';
import { searchEntries } from './search-entries.ts';
import type { SitePage, SiteParts } from './site-parts.ts';

/** Every file of the site, by its path relative to the folder of the site. */
export function renderSite(parts: SiteParts): ReadonlyMap<string, string> {
  const pages = pagesOf(parts);
  const entries = pages.flatMap(searchEntries);
  return new Map([
    ...pages.map((page) => [`${page.slug}.html`, pageHtml(page, pages)] as const),
    ...parts.schemas.map(
      ({ name, document }) =>
        [`schemas/${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`] as const,
    ),
    ['assets/site.css', asset('site.css')] as const,
    ['assets/search.js', asset('site.js')] as const,
    ['assets/search-entries.js', `globalThis.searchEntries = ${JSON.stringify(entries)};\n`] as const,
  ]);
}

function pageHtml({ slug, title, markdown, pictures }: SitePage, pages: readonly SitePage[]): string {
  const links = pages.map(
    (page) =>
      `<li><a href="${page.slug}.html"${page.slug === slug ? ' aria-current="page"' : ''}>${escapeXml(page.title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en" id="top">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/site.css">
<title>${escapeXml(title)}: Astrolabe destination</title>
<script src="assets/search-entries.js" defer></script>
<script src="assets/search.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<search><label for="q">Search</label><input type="search" id="q" autocomplete="off"></search>
<ol id="hits" aria-label="Results" aria-live="polite"></ol>
<nav aria-label="Pages"><ul>${links.join('')}</ul></nav>
</header>
<main id="main" tabindex="-1">
${withPictures(tablesInBoxes(markdownToHtml(markdown)), pictures)}</main>
</body>
</html>
`;
}

/** A table that is wider than the page scrolls on its own. */
function tablesInBoxes(html: string): string {
  return html
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}
