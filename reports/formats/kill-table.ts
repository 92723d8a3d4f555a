/** The kill table of a selftest: the defects that each clause catches. */

import { padded } from '../text/index.ts';

/** The result of one defect, variant or choice. */
export interface KillRow {
  readonly kind: 'defect' | 'variant' | 'choice';
  readonly name: string;
  readonly verdict: string;
  readonly clause?: string;
  readonly unmet: readonly string[];
  /** The examples of the clause that caught it. */
  readonly caughtBy: readonly string[];
}

/**
 * Clauses with the defects that they caught, then lawful destinations, then unexpected results, then the totals.
 *
 * @param clauseIds clauses that can catch a defect, in order
 * @param wrong verdicts that are unexpected
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
      (id) => `${padded(id, width)}  ${namesOf(caught[id]) ?? 'unproven: it catches no known defect'}`,
    ),
    '',
    ...lawful.map(
      ({ name, verdict, unmet }) =>
        `${padded(verdict, 12)} ${name}${unmet.length === 0 ? '' : `  (${unmet.join(', ')})`}`,
    ),
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

function namesOf(defects: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return defects && Object.keys(defects).join(', ');
}

function count(rows: readonly KillRow[], verdict: string): number {
  return rows.filter((row) => row.verdict === verdict).length;
}
