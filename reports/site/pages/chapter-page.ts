/** A chapter of the contract: its clauses in reading order, each with its sources and an executed example. */
import { type Citation, characteristics, lastWords } from '../../citing/index.ts';
import { type Block, code, heading, list, paragraph, toMarkdown, type Words } from '../../markup/index.ts';
import { type ClauseFacts, requestAs, type SourceFacts, withoutRepeats } from '../../parts/index.ts';
import { escapeXml, groupOf, plural, VERDICT_MARKS, VERDICT_WORDS } from '../../text/index.ts';
import type { Chapter } from '../chapters.ts';
import type { SitePage, SiteParts } from '../site-parts.ts';
import { exchangeHtml } from './exchange-html.ts';
import { sentenceAnchor } from './sentences-page.ts';

/** More calls than these are behind a summary. */
const SHOWN_EXCHANGES = 4;

/** More calls than these are not on the page: an example that repeats something sends dozens. */
const KEPT_EXCHANGES = 16;

export function chapterPage(
  { slug, title, about, groups }: Chapter,
  citations: readonly Citation[],
  parts: SiteParts,
): SitePage {
  const inserts: string[] = [];
  /** @param words what the search finds of it */
  const insert = (html: string, words: string): Block => code(`insert ${inserts.push(html) - 1}`, words);
  const markdown = toMarkdown([
    heading(1, title),
    paragraph(about),
    ...groups.flatMap((group) => {
      const own = citations.filter(({ clause }) => groupOf(clause) === group);
      const [first] = own;
      return first === undefined
        ? []
        : [
            heading(2, first.clause.group),
            ...own.flatMap((citation) => clauseBlocks(citation, parts, insert)),
          ];
    }),
  ]);
  return { slug, title, section: 'The contract', markdown, inserts };
}

type Insert = (html: string, words: string) => Block;

function clauseBlocks(citation: Citation, { executed, page }: SiteParts, insert: Insert): Block[] {
  const { clause, last } = citation;
  const others = executed.clauses.find(({ id }) => id === clause.id)?.examples.slice(1) ?? [];
  return [
    heading(3, `${clause.id}: ${clause.rule}`),
    insert(chips(citation), ''),
    paragraph(characteristics(clause)),
    ...(clause.argument === undefined ? [] : [paragraph(clause.argument)]),
    ...(clause.note === undefined ? [] : [paragraph(clause.note)]),
    ...quotes(clause, page, insert),
    ...(clause.sources.length === 0 ? [] : [paragraph('Sources:'), list(clause.sources.map(sourceWords))]),
    ...(last === undefined ? [] : [paragraph(lastWords(last))]),
    ...exampleBlocks(citation, insert),
    ...(others.length === 0
      ? []
      : [
          paragraph('Further examples:'),
          list(others.map(({ id, name, verdict }) => `\`${id}\` ${name}: ${VERDICT_WORDS[verdict]}`)),
        ]),
    ...(clause.unscenarioed === undefined ? [] : [paragraph(`No scenario yet: ${clause.unscenarioed}`)]),
  ];
}

/** Level, provenance and verdict at a glance; the sentences below say the same. */
function chips({ clause: { level, provenance, evidence }, last }: Citation): string {
  const how = evidence === 'wire' ? 'response' : 'read back';
  const verdict =
    last === undefined
      ? ''
      : `<li class="verdict ${last.verdict}">${VERDICT_MARKS[last.verdict]} ${VERDICT_WORDS[last.verdict]}</li>`;
  return `<ul class="chips"><li>${level}</li><li>${provenance}</li><li>${how}</li>${verdict}</ul>\n`;
}

/** The sentences of the page, if the site was made with a copy of it. */
function quotes(clause: ClauseFacts, { sentences }: SiteParts['page'], insert: Insert): Block[] {
  const rests = sentences.filter(({ clauses, text }) => clauses.includes(clause.id) && text !== undefined);
  const seen = new Map(rests.map((one) => [one.sha256, one]));
  if (seen.size === 0) return [];
  const lines = [...seen.values()].map(
    ({ sha256, text = '', paragraph: place, sentence }) =>
      `<blockquote><p>${escapeXml(text)}</p><footer><a href="sentences.html#${sentenceAnchor(sha256)}">The page, ${place}.${sentence}</a></footer></blockquote>`,
  );
  const words = [...seen.values()].map(({ text = '' }) => text).join(' ');
  return [insert(`<div class="rests">${lines.join('')}</div>\n`, words)];
}

function sourceWords({ label, address, version, sentence }: SourceFacts): Words {
  const rest = version === undefined ? ' (unverified: the page has not been read)' : ` (${version})`;
  const link = sentence === undefined ? address : `sentences.html#${sentenceAnchor(sentence)}`;
  return link === undefined ? `${label}${rest}` : [{ label, address: link }, rest];
}

function exampleBlocks({ example, executed }: Citation, insert: Insert): Block[] {
  if (example === undefined) return [];
  const ran = executed === undefined ? '' : ` Executed ${executed}: ${VERDICT_WORDS[example.verdict]}.`;
  const why = example.reason === undefined ? '' : ` ${example.reason}.`;
  const exchanges = withoutRepeats(example.exchanges);
  const kept = exchanges.slice(0, KEPT_EXCHANGES);
  const left = exchanges.length - kept.length;
  const html = kept.map(exchangeHtml);
  const more = html.slice(SHOWN_EXCHANGES);
  const folded =
    more.length === 0
      ? ''
      : `<details class="more"><summary>${plural(more.length, 'more request')}</summary>${more.join('')}</details>`;
  return [
    paragraph(`Example \`${example.id}\`: ${example.name}.${ran}${why}`),
    code('gherkin', example.steps.join('\n')),
    ...(html.length === 0
      ? []
      : [
          insert(
            `${html.slice(0, SHOWN_EXCHANGES).join('')}${folded}\n`,
            kept.map((one) => (requestAs('http', one) ?? '').slice(0, 600)).join(' '),
          ),
        ]),
    ...(left === 0
      ? []
      : [
          paragraph(
            `${plural(left, 'further request')} of this example: \`npx astrolabe-conformance cite ${example.id.replace(/\.\d+$/, '')}\` prints all of them.`,
          ),
        ]),
  ];
}
