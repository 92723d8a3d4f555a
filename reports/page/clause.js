/** The section of one clause. */
import { el, verdictLabel, words } from './dom.js';
import { exampleDetails } from './example.js';

export function clauseSection(clause, data) {
  const { id, rule, level, provenance, evidence, argument, note, sources, provenBy, runs } = clause;
  const section = el(
    'section',
    { class: 'clause', id, tabindex: '-1' },
    el('h4', {}, el('a', { class: 'anchor', href: `#${id}` }, id), ' ', words(rule)),
    el(
      'p',
      { class: 'chips' },
      runs.flatMap((run, index) => (run === null ? [] : [runVerdict(run, index, data), ' '])),
      [level, provenance, evidence].map((chip) => el('span', { class: 'chip' }, chip)),
    ),
    argument === undefined ? '' : el('p', { class: 'argument' }, words(argument)),
    note === undefined ? '' : el('p', { class: 'note' }, words(note)),
    provenBy === undefined ? '' : el('p', { class: 'note' }, provenText(provenBy)),
    sources.length === 0 ? '' : el('ul', { class: 'sources' }, sources.map(sourceItem)),
  );
  runs.forEach((run, index) => {
    if (run === null) return;
    if (runs.length > 1) section.append(el('h5', {}, data.runs[index].name));
    section.append(...run.examples.map((example) => exampleDetails(example, data.runs[index], data)));
  });
  return section;
}

function provenText(provenBy) {
  return provenBy.length === 0
    ? 'Unproven: this clause catches no known defect.'
    : `Proven to catch: ${provenBy.join(', ')}.`;
}

function runVerdict({ verdict }, index, data) {
  const label = verdictLabel(verdict, data);
  return data.runs.length > 1 ? el('span', { class: 'of-run' }, `${data.runs[index].name}: `, label) : label;
}

function sourceItem({ label, address, version }) {
  const place = address === undefined ? label : el('a', { href: address, rel: 'noreferrer' }, label);
  return el('li', {}, place, version === undefined ? ' (unverified)' : ` (${version})`);
}
