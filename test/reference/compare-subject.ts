/** Grades one defect or variant on both executors. */
import { systemTiming } from '../../harness/ambient.ts';
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import { type OpenExecutor, openExecutor } from '../../harness/cucumber/index.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { runSuite } from '../../harness/selftest/selftest.ts';
import type { SelftestSubject } from '../../harness/selftest/subjects.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { type Comparison, compareTries, type Try } from './compare-records.ts';
import { stepsOf } from './cucumber-library.ts';
import { openReference } from './lanes.ts';

/** An example that ends differently is tried as often: some destinations act at random, or by the clock. */
const TRIES = 8;

export interface ComparedSubject extends Comparison {
  /** How many examples ran on each, in all tries. */
  readonly examples: number;
  readonly failed: number;
}

/**
 * A defect is graded on the examples of the clause that it breaks, everything else on all of them.
 *
 * @param concurrency how many examples run at the same time; 1 for a destination that treats the calls of one example in
 *   another way after those of others
 */
export async function compareSubject(
  subject: SelftestSubject,
  catalogue: readonly CatalogueExample[],
  concurrency?: number,
): Promise<ComparedSubject> {
  const examples =
    subject.kind === 'defect' ? catalogue.filter(({ clauseId }) => clauseId === subject.clause) : catalogue;
  const grade = (open: OpenExecutor): Promise<ResultRecord> =>
    runSuite(subject, {
      registry: loadRegistry(),
      examples,
      tool: { name: 'executors', version: '0' },
      timing: systemTiming,
      steps: defineForCommands,
      openExecutor: open,
      concurrency,
      // The same identifiers and values in both runs.
      random: () => 0.5,
    });
  const tries: Try[] = [];
  let compared: Comparison;
  do {
    // One after the other, because a session is found by its run id.
    const own = await grade(openExecutor);
    const reference = await grade(openReference(stepsOf('destination')));
    tries.push({ own, reference });
    compared = compareTries(tries);
  } while (compared.differences.length + compared.unsteady.length > 0 && tries.length < TRIES);
  const ran = tries.flatMap(({ own }) => own.clauses).flatMap((clause) => clause.examples);
  return {
    ...compared,
    examples: ran.length,
    failed: ran.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn').length,
  };
}
