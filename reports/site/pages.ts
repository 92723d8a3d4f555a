/** The pages of the site as Markdown. */
import { type Citation, citationBlocks, citationsOf } from '../formats/index.ts';
import { heading, list, paragraph, table, toMarkdown } from '../markup/index.ts';
import { evidenceCaveat, headline } from '../parts/index.ts';
import { groupOf, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';
import { addressOf, type Chapter, chaptersOf } from './chapters.ts';
import { journeysPage } from './journeys-page.ts';
import { schemasPage } from './schemas-page.ts';
import type { SitePage, SiteParts } from './site-parts.ts';
import { undocumentedPage } from './undocumented-page.ts';

/** Every page, in reading order. */
export function pagesOf(parts: SiteParts): SitePage[] {
  const chapters = chaptersOf(parts.clauses);
  const citations = citationsOf(parts.clauses, parts.record, parts.record);
  return [
    { slug: 'index', title: 'Overview', markdown: overview(parts, chapters) },
    ...chapters.map((chapter) => ({
      slug: chapter.slug,
      title: chapter.title,
      markdown: chapterText(chapter, citations),
    })),
    journeysPage(parts),
    { slug: 'undocumented', title: 'What the documents do not say', markdown: undocumentedPage(parts) },
    { slug: 'schemas', title: 'Schemas', markdown: schemasPage(parts.schemas) },
    ...parts.guides.map(guidePage),
  ];
}

function overview({ clauses, record, guides }: SiteParts, chapters: readonly Chapter[]): string {
  const { run, target, tool } = record;
  const graded = target.embedded ? 'the embedded emulator' : target.baseUrl;
  const caveat = evidenceCaveat(record);
  const verdicts = new Map(record.clauses.map(({ id, verdict }) => [id, verdict]));
  return toMarkdown([
    heading(1, 'The Astrolabe destination, clause by clause'),
    paragraph(
      'What happens to the calls that Segment sends to the Astrolabe destination: each rule with its sources, an executed example, and a verdict. An id such as `AST-IDENT-002` never changes, so a link to it keeps working.',
    ),
    paragraph(
      `The examples were executed on ${run.startedAt.slice(0, 10)} with ${tool.name} ${tool.version} against ${graded}.`,
    ),
    paragraph(headline(record)),
    ...(caveat === undefined ? [] : [paragraph(caveat)]),
    heading(2, 'In reading order'),
    list([
      ...chapters.map(({ slug, title, about }) => [{ label: title, address: `${slug}.html` }, `. ${about}`]),
      [
        { label: 'Six journeys of a call', address: 'journeys.html' },
        '. What is sent, answered and stored, drawn from executed examples.',
      ],
      [
        { label: 'What the documents do not say', address: 'undocumented.html' },
        '. What the emulator does in these cases, its alternatives, and what the target of this run did.',
      ],
      [
        { label: 'Schemas', address: 'schemas.html' },
        '. Calls, records, responses and files, member by member.',
      ],
      ...guides.map(({ slug, markdown }) => [{ label: titleOf(markdown, slug), address: `${slug}.html` }]),
    ]),
    heading(2, 'All clauses'),
    table(
      ['clause', 'rule', 'level', 'provenance', 'verdict'],
      clauses.map(({ id, rule, level, provenance, unscenarioed }) => {
        const verdict = verdicts.get(id);
        const ungraded = unscenarioed === undefined ? 'not graded' : 'no scenario yet';
        const verdictWords =
          verdict === undefined ? ungraded : `${VERDICT_MARKS[verdict]} ${VERDICT_WORDS[verdict]}`;
        return [[{ label: id, address: addressOf(id) }], rule, level, provenance, verdictWords];
      }),
    ),
  ]);
}

function chapterText({ title, about, groups }: Chapter, citations: readonly Citation[]): string {
  return toMarkdown([
    heading(1, title),
    paragraph(about),
    ...groups.flatMap((group) => {
      const own = citations.filter(({ clause }) => groupOf(clause) === group);
      const [first] = own;
      return first === undefined
        ? []
        : [heading(2, first.clause.group), ...own.flatMap((citation) => citationBlocks(citation, 'http', 3))];
    }),
  ]);
}

/** Guides and tutorials link to each other by their files: `../records-api.md`, `tutorials/outage.md`, `outage.md`. */
function guidePage({ slug, markdown }: SiteParts['guides'][number]): SitePage {
  const own = slug.startsWith('tutorial-') ? 'tutorial-' : '';
  const linked = markdown.replaceAll(
    /\]\((\.\.\/|tutorials\/)?([\w-]+)\.md(#[^)]*)?\)/g,
    (_, way = '', name = '', anchor = '') => {
      const prefix = way === '' ? own : way === '../' ? '' : 'tutorial-';
      return `](${prefix}${name}.html${anchor})`;
    },
  );
  return { slug, title: titleOf(markdown, slug), markdown: linked };
}

function titleOf(markdown: string, slug: string): string {
  return /^# (.+)$/m.exec(markdown)?.[1] ?? slug;
}
