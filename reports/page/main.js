/** Builds the page and follows links into it. */
import { plural } from '../text/index.ts';
import { failureCards } from './cards.js';
import { clauseSection } from './clause.js';
import { statusLine } from './copy.js';
import { el } from './dom.js';
import { filterBar } from './filter.js';
import { groupsOf, matrixTable } from './matrix.js';
import { themeSelect } from './theme.js';

const data = JSON.parse(document.getElementById('data').textContent);

const sections = new Map(data.clauses.map((clause) => [clause.id, clauseSection(clause, data)]));
const groups = groupsOf(data.clauses).map(([title, clauses]) =>
  el(
    'details',
    { class: 'group' },
    el('summary', {}, el('h3', {}, title), ` ${countsOf(clauses)}`),
    clauses.map(({ id }) => sections.get(id)),
  ),
);
const { table, rows } = matrixTable(data);

/** How many clauses of a group there are, and how many ended with each verdict in the first run that has it. */
function countsOf(clauses) {
  const counts = new Map();
  for (const { runs } of clauses) {
    const { verdict } = runs.find((run) => run !== null);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  if (data.runs.length > 1) return plural(clauses.length, 'clause');
  return Object.keys(data.words)
    .filter((verdict) => counts.has(verdict))
    .map((verdict) => `${data.words[verdict]} ${counts.get(verdict)}`)
    .join(', ');
}

function show(clauses) {
  const ids = new Set(clauses.map(({ id }) => id));
  const isFiltered = ids.size < data.clauses.length;
  for (const [id, section] of sections) {
    section.hidden = !ids.has(id);
    rows.get(id).hidden = !ids.has(id);
  }
  for (const group of [...groups, ...table.tBodies]) {
    group.hidden = !group.querySelector('section.clause:not([hidden]), tr:not([hidden]):not(.group)');
  }
  for (const group of groups) group.open = isFiltered;
  if (isFiltered) all.open = true;
}

/** The pictures show one run; several are compared here. */
const all = el('details', { class: 'all' });
all.open = data.runs.length > 1;
const { bar, clear, focus } = filterBar(data, show);
all.append(
  el('summary', {}, `Search, filter and compare: ${plural(data.clauses.length, 'clause')}`),
  bar,
  el('div', { class: 'wide', tabindex: '0' }, table),
);

/** Opens what contains an element, and goes to it. */
function goTo(element) {
  for (let part = element; part !== null; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  element.scrollIntoView();
  element.focus({ preventScroll: true });
}

/** Goes to the card, clause or example that the address names; a filter that hides it is cleared. */
function follow() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const card = wanted.startsWith('failed-') ? document.getElementById(wanted) : null;
  if (card !== null) return goTo(card);
  const [id = ''] = wanted.split('.');
  const section = sections.get(id);
  if (section === undefined) return;
  if (section.hidden) clear();
  for (const details of section.querySelectorAll('details.example')) {
    if (details.dataset.example === wanted) details.open = true;
  }
  goTo(section);
}

document.getElementById('tools').append(themeSelect());
document.getElementById('unmet').append(...failureCards(data));
document.getElementById('matrix').append(el('h2', {}, 'All clauses'), all);
document.getElementById('clauses').append(el('h2', {}, 'Clause by clause'), ...groups);
document.body.append(statusLine());

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.matches('input, select, textarea');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  all.open = true;
  focus();
});
addEventListener('hashchange', follow);
follow();
