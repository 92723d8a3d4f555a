/** The kill table of a selftest: which defect each clause has been shown to catch. */

import { padded } from '../text/index.ts';

/** A row, as the selftest found it. */
export interface KillRow {
  readonly kind: 'defect' | 'variant' | 'choice';
  readonly name: string;
  readonly verdict: string;
  readonly clause?: string;
  readonly unmet: readonly string[];
}

/**
 * Clauses with the defects that they caught, then what was not caught as it should be, then the lawful ones.
 *
 * @param clauseIds the clauses that a defect could be caught by, in order
 * @param wrong verdicts that must not be
 */
export function renderKillTable(
  rows: readonly KillRow[],
  clauseIds: readonly string[],
  wrong: readonly string[],
): string {
  const defects = rows.filter(({ kind }) => kind === 'defect');
  const lawful = rows.filter(({ kind }) => kind !== 'defect');
  const caught = killsByClause(rows);
  const width = Math.max(...clauseIds.map(({ length }) => length));
  const faulty = rows.filter(({ verdict }) => wrong.includes(verdict));
  return [
    ...clauseIds.map(
      (id) =>
        `${padded(id, width)}  ${caught.get(id)?.join(', ') ?? 'unproven: no defect that it was shown to catch'}`,
    ),
    '',
    ...lawful.map(
      ({ name, verdict, unmet }) =>
        `${padded(verdict, 12)} ${name}${unmet.length === 0 ? '' : `  (${unmet.join(', ')})`}`,
    ),
    ...(faulty.length === 0 ? [] : ['', 'Not as it should be']),
    ...faulty.map(
      ({ name, verdict, clause, unmet }) =>
        `  ${verdict}: ${name}${clause === undefined ? '' : `, expected ${clause}`}; unmet: ${unmet.join(', ') || 'nothing'}`,
    ),
    '',
    `${count(defects, 'caught')} of ${defects.length} defects caught by their own clause, ${count(lawful, 'false-alarm')} of ${lawful.length} lawful destinations failed`,
    '',
  ].join('\n');
}

/** The defects that each clause caught, by clause id. */
export function killsByClause(rows: readonly KillRow[]): Map<string, string[]> {
  const kills = new Map<string, string[]>();
  for (const { kind, verdict, clause, name } of rows) {
    if (kind !== 'defect' || verdict !== 'caught' || clause === undefined) continue;
    kills.set(clause, [...(kills.get(clause) ?? []), name]);
  }
  return kills;
}

function count(rows: readonly KillRow[], verdict: string): number {
  return rows.filter((row) => row.verdict === verdict).length;
}
