/** The matrix: one row per clause, by group, with the verdict of each run. */
import { el, verdictLabel, words } from './dom.js';

/** @returns the table, and its rows by clause id */
export function matrixTable(data) {
  const rows = new Map(data.clauses.map((clause) => [clause.id, clauseRow(clause, data)]));
  const verdicts = data.runs.length === 1 ? ['Verdict'] : data.runs.map(({ name }) => name);
  const head = [
    el('th', { scope: 'col' }, 'Clause'),
    el('th', { scope: 'col' }, 'Rule'),
    el('th', { scope: 'col', class: 'level' }, 'Level'),
    el('th', { scope: 'col', class: 'provenance' }, 'Provenance'),
    el('th', { scope: 'col', class: 'evidence' }, 'Evidence'),
    ...verdicts.map((name) => el('th', { scope: 'col' }, name)),
  ];
  const groups = groupsOf(data.clauses).map(([title, clauses]) =>
    el(
      'tbody',
      {},
      el('tr', { class: 'group' }, el('th', { scope: 'rowgroup', colspan: String(head.length) }, title)),
      clauses.map(({ id }) => rows.get(id)),
    ),
  );
  const table = el('table', { class: 'matrix' }, el('thead', {}, el('tr', {}, head)), groups);
  return { table, rows };
}

/** Clauses by the title of their group; groups and clauses are in the order of the data. */
export function groupsOf(clauses) {
  const groups = new Map();
  for (const clause of clauses) groups.set(clause.group, [...(groups.get(clause.group) ?? []), clause]);
  return [...groups];
}

/** True if runs disagree about a clause. */
export function differs({ runs }) {
  return new Set(runs.map((run) => run?.verdict)).size > 1;
}

function clauseRow(clause, data) {
  const { id, rule, level, provenance, evidence, runs } = clause;
  return el(
    'tr',
    { class: differs(clause) ? 'differs' : undefined },
    el('th', { scope: 'row' }, el('a', { href: `#${id}` }, id)),
    el('td', { class: 'rule' }, words(rule)),
    el('td', { class: 'level' }, level),
    el('td', { class: 'provenance' }, provenance),
    el('td', { class: 'evidence' }, evidence),
    runs.map((run) => el('td', {}, run === null ? 'not selected' : verdictLabel(run.verdict, data))),
  );
}
