/** A page as HTML: header with search, navigation, text, list of headings, previous and next page. */
import { type HeadedText, headingsOf, markdownToHtml } from '../markup/index.ts';
import { escapeXml } from '../text/index.ts';
import { addressOf } from './chapters.ts';
import { htmlDocument } from './html-document.ts';
import { SECTIONS, type SitePage, type SiteParts } from './site-parts.ts';

/** Pages with fewer headings need no list of them. */
const LISTED_HEADINGS = 3;

/** @param pages all pages, in reading order */
export function pageHtml(
  page: SitePage,
  pages: readonly SitePage[],
  { version, versionsAddress, clauses }: Pick<SiteParts, 'version' | 'versionsAddress' | 'clauses'>,
): string {
  const ids = new Set(clauses.map(({ id }) => id));
  const { title, markdown, inserts } = page;
  const others = versionsAddress === undefined ? '' : ` <a href="${escapeXml(versionsAddress)}">versions</a>`;
  const head = [
    '<link rel="stylesheet" href="assets/site.css">',
    '<script src="assets/search-entries.js" defer></script>',
    '<script src="assets/search.js" defer></script>',
  ];
  const body = `<body>
<a class="skip" href="#page-text">Skip to the text</a>
<header>
<p class="site"><a href="index.html">Astrolabe conformance</a> <span class="soft">${escapeXml(version)}</span>${others}</p>
<search><label for="search-box">Search</label><input type="search" id="search-box" autocomplete="off" spellcheck="false" placeholder="upsert, rate limit, 401 …" aria-keyshortcuts="/"><kbd aria-hidden="true">/</kbd>
<div id="search-found" hidden><p id="search-count" role="status"></p><div id="search-hits"></div></div></search>
</header>
<details class="menu" open><summary>All pages</summary>
${navigation(page, pages)}
</details>
<script>if (matchMedia('(max-width: 60rem)').matches) document.querySelector('.menu').open = false;</script>
${onThisPage(headingsOf(markdown))}<main id="page-text" tabindex="-1">
${decorated(withClauseLinks(markdownToHtml(markdown, inserts), ids))}${neighbours(page, pages)}</main>
</body>`;
  return htmlDocument({ title: `${title}: Astrolabe destination`, head, body, root: ' id="top"' });
}

function navigation({ slug }: SitePage, pages: readonly SitePage[]): string {
  const parts = SECTIONS.flatMap((section) => {
    const own = pages.filter((page) => page.section === section);
    const links = own.map((page) => linkTo(page, page.slug === slug));
    const id = `nav-${section.toLowerCase().replaceAll(' ', '-')}`;
    return own.length === 0
      ? []
      : [`<p class="part" id="${id}">${section}</p><ul aria-labelledby="${id}">${links.join('')}</ul>`];
  });
  return `<nav aria-label="Pages">${parts.join('')}</nav>`;
}

function linkTo({ slug, title }: SitePage, isCurrent: boolean): string {
  const current = isCurrent ? ' aria-current="page"' : '';
  return `<li><a href="${slug}.html"${current}>${escapeXml(plainTitle(title))}</a></li>`;
}

/** Clauses are listed by their ids, and long pages by their parts only. */
function onThisPage(headings: readonly HeadedText[]): string {
  const parts = headings.filter(({ depth }) => depth === 2);
  const clauses = headings.filter(({ id, depth }) => depth === 3 && /^[A-Z]+-[A-Z]+-\d{3}$/.test(id));
  const listed =
    clauses.length > 0 ? headings.filter((one) => parts.includes(one) || clauses.includes(one)) : parts;
  if (listed.length < LISTED_HEADINGS) return '';
  const items = listed.map(
    ({ id, title, depth }) =>
      `<li class="depth-${depth}"><a href="#${escapeXml(id)}">${escapeXml(title)}</a></li>`,
  );
  return `<details class="toc" open><summary>On this page</summary>
<nav aria-label="On this page"><ul>${items.join('')}</ul></nav>
</details>
<script>if (matchMedia('(max-width: 84rem)').matches) document.querySelector('.toc').open = false;</script>
`;
}

/** A table that is wider than the page scrolls on its own, and a heading has a link to itself. */
function decorated(html: string): string {
  return html
    .replaceAll(/<table/g, '<div class="wide" tabindex="0"><table')
    .replaceAll('</table>', '</table></div>')
    .replaceAll(
      /<h([2-4]) id="([^"]+)">(.*?)<\/h\1>/g,
      (heading, _depth, id: string) =>
        `<div class="head">${heading}<a class="self" href="#${id}" aria-label="Link to ${id}">#</a></div>`,
    );
}

/** Elements in which the id of a clause is not made a link. */
const WITHOUT_LINKS = /^<(?:a|pre|h[1-6]|svg|button)[ >]/;

/** Wherever a text names a clause, there is a link to it. */
function withClauseLinks(html: string, ids: ReadonlySet<string>): string {
  let closing: string | undefined;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (!part.startsWith('<')) return closing === undefined ? linkedIds(part, ids) : part;
      if (part === closing) closing = undefined;
      else if (closing === undefined && WITHOUT_LINKS.test(part))
        closing = part.replace(/^<(\w+)[\s\S]*$/, '</$1>');
      return part;
    })
    .join('');
}

function linkedIds(text: string, ids: ReadonlySet<string>): string {
  return text.replaceAll(/\b[A-Z]{3}-[A-Z]+-\d{3}\b(?!\.\d)/g, (id) =>
    ids.has(id) ? `<a href="${addressOf(id)}">${id}</a>` : id,
  );
}

function neighbours(page: SitePage, pages: readonly SitePage[]): string {
  const place = pages.indexOf(page);
  const [before, after] = [pages[place - 1], pages[place + 1]];
  const links = [
    ...(before === undefined
      ? []
      : [
          `<a rel="prev" href="${before.slug}.html"><span>Previous</span>${escapeXml(plainTitle(before.title))}</a>`,
        ]),
    ...(after === undefined
      ? []
      : [
          `<a rel="next" href="${after.slug}.html"><span>Next</span>${escapeXml(plainTitle(after.title))}</a>`,
        ]),
  ];
  return `<nav class="neighbours" aria-label="Previous and next page">${links.join('')}</nav>\n`;
}

/** Titles come from Markdown headings; in the navigation a long one ends at its colon. */
function plainTitle(title: string): string {
  const plain = title.replaceAll('`', '').replace(/^Start: /, '');
  return plain.length > 40 ? plain.replace(/[:,] .*$/, '') : plain;
}
