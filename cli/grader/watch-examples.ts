/** From examples as they end to clauses as they are judged. */
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import type { ExampleResult } from '../../schemas/index.ts';
import { worstOf } from '../../verdict/index.ts';
import { judgedClause } from './graded-run.ts';
import type { GraderReport } from './messages.ts';

/**
 * A clause is judged when all its examples have ended, or as soon as one of them has failed.
 *
 * @param examples those that run
 */
export function watchExamples(
  examples: readonly Pick<CatalogueExample, 'clauseId'>[],
  say: (report: GraderReport) => void,
): (example: ExampleResult, clauseId: string) => void {
  const left = new Map<string, number>();
  for (const { clauseId } of examples) left.set(clauseId, (left.get(clauseId) ?? 0) + 1);
  const results = new Map<string, ExampleResult[]>();
  let done = 0;
  return (example, clause) => {
    done += 1;
    say({ kind: 'example', done });
    const all = [...(results.get(clause) ?? []), example];
    results.set(clause, all);
    left.set(clause, (left.get(clause) ?? 0) - 1);
    if (left.get(clause) === 0 || example.verdict === 'fail') {
      // Its findings wait for the record, from which secrets are removed.
      say({ kind: 'judged', clause, judged: judgedClause(worstOf(all)) });
    }
  };
}
