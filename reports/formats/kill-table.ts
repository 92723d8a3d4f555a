/** The kill table of a selftest: the defects that each clause catches. */

import { padded, plural } from '../text/index.ts';

/** The result of one defect, variant or choice. */
export interface KillRow {
  readonly kind: 'defect' | 'variant' | 'choice';
  readonly name: string;
  readonly verdict: string;
  readonly clause?: string;
  readonly unmet: readonly string[];
  /** The examples of the clause that caught it. */
  readonly caughtBy: readonly string[];
  /** With how many of how many seeds it was caught; absent for a single one. */
  readonly seeds?: { readonly caught: number; readonly of: number } | undefined;
}

/** A clause that can catch a defect. */
export interface ProvableClause {
  readonly id: string;
  /** How many examples it has. */
  readonly examples: number;
}

/**
 * Clauses with the defects that they caught and how many of their examples did, then lawful destinations, defects that
 * some seeds missed, unexpected results, and the totals.
 *
 * @param clauses clauses that can catch a defect, in order
 * @param wrong verdicts that are unexpected
 */
export function renderKillTable(
  rows: readonly KillRow[],
  clauses: readonly ProvableClause[],
  wrong: readonly string[],
): string {
  const defects = rows.filter(({ kind }) => kind === 'defect');
  const lawful = rows.filter(({ kind }) => kind !== 'defect');
  const caught = killsByClause(rows);
  const width = Math.max(...clauses.map(({ id }) => id.length));
  const faulty = rows.filter(({ verdict }) => wrong.includes(verdict));
  const chancy = defects.filter(({ seeds }) => seeds !== undefined && seeds.caught < seeds.of);
  return [
    ...clauses.map((clause) => `${padded(clause.id, width)}  ${caughtInWords(caught[clause.id], clause)}`),
    '',
    ...lawful.map(
      ({ name, verdict, unmet }) =>
        `${padded(verdict, 12)} ${name}${unmet.length === 0 ? '' : `  (${unmet.join(', ')})`}`,
    ),
    ...(chancy.length === 0 ? [] : ['', 'Missed with some seeds']),
    ...chancy.map(({ name, seeds }) => `  ${name}: caught with ${seeds?.caught} of ${seeds?.of} seeds`),
    ...(faulty.length === 0 ? [] : ['', 'Unexpected results']),
    ...faulty.map(
      ({ name, verdict, clause, unmet }) =>
        `  ${verdict}: ${name}${clause === undefined ? '' : `, expected ${clause}`}; unmet: ${unmet.join(', ') || 'nothing'}`,
    ),
    '',
    `${count(defects, 'caught')} of ${defects.length} defects caught by their own clause, ${count(lawful, 'false-alarm')} of ${lawful.length} lawful destinations failed`,
    '',
  ].join('\n');
}

/** By clause id and name of a defect: the examples of that clause that caught it. */
export function killsByClause(rows: readonly KillRow[]): Record<string, Record<string, readonly string[]>> {
  const kills: Record<string, Record<string, readonly string[]>> = {};
  for (const { kind, verdict, clause, name, caughtBy } of rows) {
    if (kind !== 'defect' || verdict !== 'caught' || clause === undefined) continue;
    kills[clause] = { ...kills[clause], [name]: caughtBy };
  }
  return kills;
}

function caughtInWords(
  defects: Readonly<Record<string, readonly string[]>> | undefined,
  { examples }: ProvableClause,
): string {
  if (defects === undefined) return 'unproven: it catches no known defect';
  const names = Object.keys(defects);
  const catching = new Set(Object.values(defects).flat()).size;
  return `${names.length} caught by ${catching} of ${plural(examples, 'example')}: ${names.join(', ')}`;
}

function count(rows: readonly KillRow[], verdict: string): number {
  return rows.filter((row) => row.verdict === verdict).length;
}
