/** Where each page is in the navigation, and the addresses of pages that are made from files of `docs/`. */
import { SECTIONS, type SitePage } from './site-parts.ts';

/** Pages that a reader should find in this order; a page that is not listed is a guide or a tutorial. */
const ORDER: Readonly<Partial<Record<SitePage['section'], readonly string[]>>> = {
  Start: ['index', 'start-developers', 'start-qa', 'start-writers'],
  Tutorials: [
    ...['tutorial-express-destination', 'tutorial-tracking-code', 'tutorial-outage'],
    ...['tutorial-stores-later', 'tutorial-database-adapter', 'tutorial-living-documentation'],
  ],
  'The contract': ['sentences', 'undocumented', 'journeys', 'contract', 'sources', 'segment-facts'],
  Reference: [
    ...['commands', 'exit-codes', 'formats', 'schemas', 'glossary', 'troubleshooting'],
    ...['records-api', 'public-api'],
  ],
};

/** Files of `docs/` whose page has another name: the name that it had before redirects to it. */
export const RENAMED: Readonly<Record<string, string>> = { options: 'commands' };

/** `citing` → `citing`, `options` → `commands`, `tutorials/first-run` → `tutorial-first-run` */
export function slugOf(path: string): string {
  return RENAMED[path] ?? path.replace(/^tutorials\//, 'tutorial-').replaceAll('/', '-');
}

/** The part of the navigation that a text of `docs/` is in. */
export function sectionOf(slug: string): SitePage['section'] {
  const listed = SECTIONS.find((section) => ORDER[section]?.includes(slug) === true);
  return listed ?? (slug.startsWith('tutorial-') ? 'Tutorials' : 'Guides');
}

/** The pages by section; within one, listed pages come in their order and after the others. */
export function inReadingOrder(pages: readonly SitePage[]): SitePage[] {
  const placeOf = ({ section, slug }: SitePage) => ORDER[section]?.indexOf(slug) ?? -1;
  return SECTIONS.flatMap((section) =>
    pages.filter((page) => page.section === section).toSorted((a, b) => placeOf(a) - placeOf(b)),
  );
}
