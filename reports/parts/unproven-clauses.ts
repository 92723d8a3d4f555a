/** Clauses that have not been proven to catch a defect (`selftest`). */
import type { ResultRecord } from '../../schemas/index.ts';

/** Ids of MUST and SHOULD clauses that catch no known defect; empty if the record does not say. */
export function unprovenClauses({ clauses }: ResultRecord): string[] {
  return clauses
    .filter(({ level, provenBy }) => level !== 'INFO' && provenBy?.length === 0)
    .map(({ id }) => id);
}
