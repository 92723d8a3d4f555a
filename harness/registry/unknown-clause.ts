/** What to say about a clause that does not exist. */
import { didYouMean } from '../../schemas/index.ts';
import type { Registry } from './load.ts';

const WHERE = '"list" shows all clauses';

/** A sentence with the clauses whose ids are near. */
export function unknownClause(id: string, { clauses }: Pick<Registry, 'clauses'>): string {
  const ids = clauses.map((clause) => clause.id);
  return `there is no clause ${JSON.stringify(id)}: ${didYouMean(id.toUpperCase(), ids, WHERE)}`;
}

/** A sentence with the groups and clauses that are near to a glob which matches none. */
export function unmatchedGlob(
  glob: string,
  { clauses, groups }: Pick<Registry, 'clauses' | 'groups'>,
): string {
  const globs = [...groups.map(({ id }) => `${id}-*`), ...clauses.map(({ id }) => id)];
  return `--clauses ${JSON.stringify(glob)} matches no clause: ${didYouMean(glob.toUpperCase(), globs, WHERE)}`;
}
