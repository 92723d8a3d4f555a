/** The pages of the site. */
import { type Citation, citationsOf } from '../../citing/index.ts';
import { chaptersOf } from '../chapters.ts';
import { inReadingOrder } from '../sections.ts';
import type { SitePage, SiteParts } from '../site-parts.ts';
import { chapterPage } from './chapter-page.ts';
import { guidePage } from './guide-page.ts';
import { journeysPage } from './journeys-page.ts';
import { overviewPage } from './overview-page.ts';
import { schemasPage } from './schemas-page.ts';
import { sentencesPage } from './sentences-page.ts';
import { undocumentedPage } from './undocumented-page.ts';

/** Every page, in reading order. */
export function pagesOf(parts: SiteParts): SitePage[] {
  const chapters = chaptersOf(parts.clauses);
  const citations: readonly Citation[] = citationsOf(parts.clauses, parts.executed, parts.record);
  const paths = new Set(parts.guides.map(({ path }) => path));
  return inReadingOrder([
    overviewPage(parts, chapters),
    ...chapters.map((chapter) => chapterPage(chapter, citations, parts)),
    sentencesPage(parts),
    {
      slug: 'undocumented',
      title: 'What the documents do not say',
      section: 'The contract',
      markdown: undocumentedPage(parts),
    },
    journeysPage(parts),
    { slug: 'schemas', title: 'Schemas', section: 'Reference', markdown: schemasPage(parts.schemas) },
    ...parts.guides.map((guide) => guidePage(guide, paths)),
  ]);
}
