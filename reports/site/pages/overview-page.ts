/** The first page: what this is, a start for each kind of reader, the verdict, and every clause. */
import { type Block, code, heading, list, paragraph, table, toMarkdown } from '../../markup/index.ts';
import { evidenceCaveat, headline } from '../../parts/index.ts';
import { escapeXml, VERDICT_MARKS, VERDICT_WORDS } from '../../text/index.ts';
import { addressOf, type Chapter } from '../chapters.ts';
import type { SitePage, SiteParts } from '../site-parts.ts';

/** The three kinds of reader, and where each starts. */
const DOORS = [
  {
    slug: 'start-developers',
    title: 'I build an integration',
    about: 'Run the scenarios against your destination with Cucumber or your own test runner.',
  },
  {
    slug: 'start-qa',
    title: 'I test an endpoint',
    about: 'Validate a real endpoint by its base URL, and keep the verdict as a report.',
  },
  {
    slug: 'start-writers',
    title: 'I write documentation',
    about: 'Cite a rule by its id, with an example that is executed each time.',
  },
] as const;

export function overviewPage(parts: SiteParts, chapters: readonly Chapter[]): SitePage {
  const { clauses, record, guides } = parts;
  const { run, target, tool } = record;
  const graded = target.embedded ? 'the embedded emulator' : target.baseUrl;
  const caveat = evidenceCaveat(record);
  const doors = DOORS.filter(({ slug }) => guides.some(({ path }) => path === slug));
  return {
    slug: 'index',
    title: 'Overview',
    section: 'Start',
    markdown: toMarkdown([
      heading(1, 'The Astrolabe destination, clause by clause'),
      paragraph(
        'What happens to the calls that Segment sends to the Astrolabe destination: each rule with its sources, an executed example, and a verdict. An id such as `AST-IDENT-002` never changes, so a link to it keeps working.',
      ),
      ...(doors.length === 0 ? [] : [code('insert 0', '')]),
      heading(2, 'The contract in reading order'),
      list(
        chapters.map(({ slug, title, about }) => [{ label: title, address: `${slug}.html` }, `. ${about}`]),
      ),
      heading(2, 'The latest verdict'),
      paragraph(
        `The examples were executed on ${run.startedAt.slice(0, 10)} with ${tool.name} ${tool.version} against ${graded}.`,
      ),
      paragraph(headline(record)),
      ...(caveat === undefined ? [] : [paragraph(caveat)]),
      heading(2, 'All clauses'),
      clauseTable(clauses, record),
    ]),
    inserts: [doorsOf(doors)],
  };
}

function clauseTable(clauses: SiteParts['clauses'], record: SiteParts['record']): Block {
  const verdicts = new Map(record.clauses.map(({ id, verdict }) => [id, verdict]));
  return table(
    ['clause', 'rule', 'level', 'provenance', 'verdict'],
    clauses.map(({ id, rule, level, provenance, unscenarioed }) => {
      const verdict = verdicts.get(id);
      const ungraded = unscenarioed === undefined ? 'not graded' : 'no scenario yet';
      const verdictWords =
        verdict === undefined ? ungraded : `${VERDICT_MARKS[verdict]} ${VERDICT_WORDS[verdict]}`;
      return [[{ label: id, address: addressOf(id) }], rule, level, provenance, verdictWords];
    }),
  );
}

function doorsOf(doors: readonly (typeof DOORS)[number][]): string {
  const items = doors.map(
    ({ slug, title, about }) =>
      `<li><a href="${slug}.html">${escapeXml(title)}</a><p>${escapeXml(about)}</p></li>`,
  );
  return `<ul class="doors">${items.join('')}</ul>\n`;
}
