/** The tables of the page of a load: refusals, faults by kind, and faults. */
import type { LoadRecord } from '../../schemas/index.ts';
import type { LoadFault, LoadFound } from '../../verdict/index.ts';
import { cutText, escapeXml, oneLine, VERDICT_MARKS } from '../text/index.ts';
import { faultInWords, faultKinds, faultTotal, isValue, moreFaults } from './fault-words.ts';
import { countOf, grouped, refusalsOf } from './load-words.ts';

/** Further faults are folded. */
const OPEN_FAULTS = 50;
/** Characters of a value, or of a response. */
const VALUE = 300;

/** A section for calls that were not accepted; empty if all were. */
export function refusalSection(sent: LoadRecord['sent']): string {
  const rows = refusalsOf(sent).map(({ outcome, calls, first }) => [
    escapeXml(outcome),
    grouped(calls),
    first === '' ? '<span class="none">empty</span>' : codeOf(cutText(oneLine(first), VALUE)),
  ]);
  if (rows.length === 0) return '';
  return `<section id="refusals"><h2>Not accepted</h2>${tableOf('refusals', ['Outcome', 'Calls', 'First response'], rows)}</section>`;
}

/** A section with the faults by kind, then each with what was expected and found; empty if there are none. */
export function faultSection(found: LoadFound | undefined): string {
  if (found === undefined || found.total === 0) return '';
  const kinds = faultKinds(found).map(([kind, count]) => [
    escapeXml(cutText(oneLine(kind), VALUE)),
    grouped(count),
  ]);
  const open = found.faults.slice(0, OPEN_FAULTS);
  const rest = found.faults.slice(OPEN_FAULTS);
  const more = moreFaults(found, found.faults.length);
  return `<section id="faults"><h2>Faults</h2>
<p>${faultTotal(found)}.</p>
${tableOf('kinds', ['Kind', 'Faults'], kinds)}
${open.length === 0 ? '' : `<h3>Each fault</h3>${faultTable(open)}`}
${rest.length === 0 ? '' : `<details class="more"><summary>${countOf(rest.length, 'further fault')}</summary>${faultTable(rest)}</details>`}
${more === undefined ? '' : `<p class="ids">${escapeXml(more)}.</p>`}
</section>`;
}

function faultTable(faults: readonly LoadFault[]): string {
  return tableOf(
    'faults',
    ['Record and fault', 'Expected', 'Found', 'Call', 'Clause'],
    faults.map(faultCells),
  );
}

function faultCells(fault: LoadFault): string[] {
  const { id, what, expected, found, call, clause } = faultInWords(fault, VALUE);
  const verdict = fault.level === 'MUST' ? 'fail' : 'warn';
  const none = '<span class="none">–</span>';
  return [
    `<span class="mark ${verdict}" aria-hidden="true">${VERDICT_MARKS[verdict]}</span> ${escapeXml(what)}<br><span class="ids">${escapeXml(id)}</span>`,
    expected === '' ? none : codeOf(expected),
    isValue(fault) ? codeOf(found) : escapeXml(found),
    call === '' ? none : escapeXml(call),
    escapeXml(clause),
  ];
}

/**
 * The first cell of a row is its heading. On a small screen the cells of a row are below each other, and then only roles
 * say what they are.
 *
 * @param rows cells as HTML
 */
function tableOf(name: string, heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heading.map((text) => `<th scope="col" role="columnheader">${text}</th>`).join('');
  const cellOf = (cell: string, column: number) =>
    column === 0
      ? `<th scope="row" role="rowheader">${cell}</th>`
      : `<td role="cell"><span class="label" aria-hidden="true">${heading[column]}</span> <span>${cell}</span></td>`;
  const body = rows.map((cells) => `<tr role="row">${cells.map(cellOf).join('')}</tr>`).join('\n');
  return `<table role="table" class="stacked ${name}"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">\n${body}\n</tbody></table>`;
}

function codeOf(text: string): string {
  return `<code>${escapeXml(text)}</code>`;
}
