/** What to say about a clause that does not exist. */
import type { Registry } from '../../harness/registry/index.ts';
import { didYouMean } from '../../schemas/index.ts';

/** A sentence with the clauses whose ids are near. */
export function unknownClause(name: string, { clauses }: Registry): string {
  const ids = clauses.map(({ id }) => id);
  const hint = didYouMean(name.toUpperCase(), ids, '"list" shows all clauses');
  return `there is no clause ${JSON.stringify(name)}: ${hint}`;
}

/** The same for a glob that matches no clause. */
export function unknownClauses(glob: string, { clauses, groups }: Registry): string {
  const globs = [...groups.map(({ id }) => `${id}-*`), ...clauses.map(({ id }) => id)];
  const hint = didYouMean(glob.toUpperCase(), globs, '"list" shows all clauses');
  return `--clauses ${JSON.stringify(glob)} matches no clause: ${hint}`;
}
