/** What a run knows about clauses before it explores. */
import type { Level } from '../../schemas/index.ts';

/** What an exploration knows about clauses. */
export interface KnownClauses {
  readonly levelOf: (clauseId: string) => Level;
  /** Clauses that the run has already found broken: they are not shrunk again. */
  readonly broken: ReadonlySet<string>;
}
