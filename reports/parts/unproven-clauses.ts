/** What the clauses of a run have been shown to catch, as far as the record says (`selftest`). */
import type { ResultRecord } from '../../schemas/index.ts';

/** Ids of judged clauses that no defect has been shown to break; empty where the record does not say. */
export function unprovenClauses({ clauses }: ResultRecord): string[] {
  return clauses
    .filter(({ level, provenBy }) => level !== 'INFO' && provenBy?.length === 0)
    .map(({ id }) => id);
}
