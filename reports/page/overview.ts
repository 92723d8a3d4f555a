/** A picture of a whole run: a cell for each clause, by group, each a link. */
import type { ClauseResult, ResultRecord } from '../../schemas/index.ts';
import type { ClauseFacts } from '../parts/index.ts';
import { unmetExamples } from '../parts/index.ts';
import { element, escapeXml, groupOf, occurring, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';
import { cardId } from './card-id.ts';

const CELL = 24;
const PITCH = 26;
const PER_ROW = 10;

/** @param run index of the run on the page */
export function overview(record: ResultRecord, facts: readonly ClauseFacts[], run: number): string {
  const unmet = new Set(unmetExamples(record).map(({ clause }) => clause.id));
  const hrefOf = ({ id }: ClauseResult) => `#${unmet.has(id) ? cardId(id, run) : id}`;
  const groups = [...groupsOf(record.clauses, facts)].map(
    ([title, clauses]) => `<div><p>${escapeXml(title)}</p>${cells(title, clauses, hrefOf)}</div>`,
  );
  if (groups.length === 0) return '';
  return `<div class="overview">${groups.join('')}</div>${legend(record.clauses)}`;
}

/** Groups in the order of the record, by the titles of the registry. */
function groupsOf(
  clauses: readonly ClauseResult[],
  facts: readonly ClauseFacts[],
): ReadonlyMap<string, ClauseResult[]> {
  const titles = new Map(facts.map(({ id, group }) => [id, group]));
  const groups = new Map<string, ClauseResult[]>();
  for (const clause of clauses) {
    const title = titles.get(clause.id) ?? groupOf(clause);
    groups.set(title, [...(groups.get(title) ?? []), clause]);
  }
  return groups;
}

function cells(
  title: string,
  clauses: readonly ClauseResult[],
  hrefOf: (clause: ClauseResult) => string,
): string {
  const width = Math.min(clauses.length, PER_ROW) * PITCH;
  const height = Math.ceil(clauses.length / PER_ROW) * PITCH;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const links = clauses.map((clause, index) => {
    const { id, verdict } = clause;
    const label = `${id}: ${VERDICT_WORDS[verdict]}`;
    const x = (index % PER_ROW) * PITCH + 1;
    const y = Math.floor(index / PER_ROW) * PITCH + 1;
    return element('a', { class: `cell ${verdict}`, href: hrefOf(clause), 'aria-label': label }, [
      element('title', {}, label),
      element('rect', { x, y, width: CELL, height: CELL, rx: 4 }),
      element('text', { x: x + CELL / 2, y: y + CELL / 2, 'aria-hidden': 'true' }, VERDICT_MARKS[verdict]),
    ]);
  });
  return element('svg', { role: 'group', 'aria-label': title, ...size }, links);
}

function legend(clauses: readonly ClauseResult[]): string {
  const items = occurring(clauses).map((verdict) => {
    const count = clauses.filter((clause) => clause.verdict === verdict).length;
    return `<span class="${verdict}"><span class="mark" aria-hidden="true">${VERDICT_MARKS[verdict]}</span> ${VERDICT_WORDS[verdict]} ${count}</span>`;
  });
  return `<p class="legend">${items.join(' ')}</p>`;
}
