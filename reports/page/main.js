/** Builds the page and follows links into it. */
import { clauseSection } from './clause.js';
import { statusLine } from './copy.js';
import { el } from './dom.js';
import { failureCard } from './example.js';
import { filterBar } from './filter.js';
import { groupsOf, matrixTable } from './matrix.js';
import { themeSelect } from './theme.js';

const data = JSON.parse(document.getElementById('data').textContent);
const byId = new Map(data.clauses.map((clause) => [clause.id, clause]));

const sections = new Map(data.clauses.map((clause) => [clause.id, clauseSection(clause, data)]));
const groups = groupsOf(data.clauses).map(([title, clauses]) =>
  el(
    'section',
    { class: 'group' },
    el('h3', {}, title),
    clauses.map(({ id }) => sections.get(id)),
  ),
);
const { table, rows } = matrixTable(data);

function show(clauses) {
  const ids = new Set(clauses.map(({ id }) => id));
  for (const [id, section] of sections) {
    section.hidden = !ids.has(id);
    rows.get(id).hidden = !ids.has(id);
  }
  for (const group of [...groups, ...table.tBodies]) {
    group.hidden = !group.querySelector('section.clause:not([hidden]), tr:not([hidden]):not(.group)');
  }
}

const { bar, clear, focus } = filterBar(data, show);

function cards() {
  if (data.unmet.length === 0) return [];
  return [
    el('h2', {}, 'Failures and warnings'),
    ...data.unmet.map(({ run, clause: id, example: exampleId }) => {
      const clause = byId.get(id);
      const example = clause.runs[run].examples.find((one) => one.id === exampleId);
      return failureCard(example, clause, data.runs.length > 1 ? data.runs[run] : undefined, data);
    }),
  ];
}

/** Goes to the clause or example that the address names; a filter that hides it is cleared. */
function follow() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const [id = ''] = wanted.split('.');
  const section = sections.get(id);
  if (section === undefined) return;
  if (section.hidden) clear();
  for (const details of section.querySelectorAll('details.example')) {
    if (details.dataset.example === wanted) details.open = true;
  }
  section.scrollIntoView();
  section.focus({ preventScroll: true });
}

document.getElementById('tools').append(themeSelect());
document.getElementById('unmet').append(...cards());
document
  .getElementById('matrix')
  .append(el('h2', {}, 'All clauses'), bar, el('div', { class: 'wide', tabindex: '0' }, table));
document.getElementById('clauses').append(el('h2', {}, 'Clause by clause'), ...groups);
document.body.append(statusLine());

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.matches('input, select, textarea');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  focus();
});
addEventListener('hashchange', follow);
follow();
