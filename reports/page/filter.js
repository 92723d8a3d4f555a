/** Search and filters: what they match, their controls, and their state in the URL. */
import { announce } from './copy.js';
import { el } from './dom.js';
import { differs } from './matrix.js';

const SELECTS = [
  ['verdict', 'Any verdict', (clause) => clause.runs.flatMap((run) => (run === null ? [] : [run.verdict]))],
  ['level', 'Any level', (clause) => [clause.level]],
  ['provenance', 'Any provenance', (clause) => [clause.provenance]],
  ['evidence', 'Any evidence', (clause) => [clause.evidence]],
];

/**
 * The filter bar.
 *
 * @param show called with the clauses that match, at once and after every change
 * @returns the bar, a function that clears all filters, and one that focuses the search
 */
export function filterBar(data, show) {
  const search = el('input', {
    type: 'search',
    id: 'q',
    placeholder: 'Search clauses and examples',
    input: change,
  });
  const selects = SELECTS.map(([name, any, valuesOf]) => selectOf(name, any, valuesOf, data, change));
  const only = el('input', { type: 'checkbox', id: 'differs', change });
  const controls = [search, ...selects, only];
  const count = el('p', { class: 'count' });
  const texts = new Map(data.clauses.map((clause) => [clause, searchText(clause)]));

  function matching() {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return data.clauses.filter(
      (clause) =>
        terms.every((term) => texts.get(clause).includes(term)) &&
        selects.every((select, at) => select.value === '' || SELECTS[at][2](clause).includes(select.value)) &&
        (!only.checked || differs(clause)),
    );
  }

  function apply() {
    const clauses = matching();
    count.textContent = `${clauses.length} of ${data.clauses.length} clauses`;
    show(clauses);
  }

  function change() {
    apply();
    announce(count.textContent);
    writeUrl(controls);
  }

  function clear() {
    for (const control of controls) setControl(control, '');
    change();
  }

  readUrl(controls);
  apply();
  const bar = el(
    'form',
    { class: 'filter', role: 'search', submit: (event) => event.preventDefault() },
    labelled('Search', search),
    selects.map((select) => labelled(select.dataset.label, select)),
    data.runs.length > 1 ? el('label', { class: 'tick' }, only, ' Only if runs differ') : '',
    el('button', { type: 'button', click: clear }, 'Clear'),
    count,
  );
  return { bar, clear, focus: () => search.focus() };
}

function selectOf(name, any, valuesOf, data, change) {
  const values = [...new Set(data.clauses.flatMap(valuesOf))];
  const options = values.map((value) =>
    el('option', { value }, name === 'verdict' ? data.words[value] : value),
  );
  const select = el('select', { id: name, change }, el('option', { value: '' }, any), options);
  select.dataset.label = name[0].toUpperCase() + name.slice(1);
  return select;
}

function labelled(text, control) {
  return el('label', {}, el('span', {}, text), control);
}

function searchText({ id, rule, argument = '', note = '', runs }) {
  const examples = runs
    .flatMap((run) => run?.examples ?? [])
    .flatMap(({ id: example, name, reason = '', difference, steps }) => [
      example,
      name,
      reason,
      difference?.message ?? '',
      ...(difference?.members ?? []).flatMap(({ pointer, expected, actual }) => [pointer, expected, actual]),
      steps,
    ]);
  return [id, rule, argument, note, ...examples].join('\n').toLowerCase();
}

function setControl(control, value) {
  if (control.type === 'checkbox') control.checked = value === '1';
  else control.value = value;
  if (control.selectedIndex === -1) control.value = '';
}

function readUrl(controls) {
  const given = new URLSearchParams(location.search);
  for (const control of controls) setControl(control, given.get(control.id) ?? '');
}

function writeUrl(controls) {
  const state = new URLSearchParams();
  for (const control of controls) {
    const value = control.type === 'checkbox' ? (control.checked ? '1' : '') : control.value;
    if (value !== '') state.set(control.id, value);
  }
  const query = state.toString();
  history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`);
}
