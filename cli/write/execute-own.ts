/** Executes examples of the emulator's own sides: what Segment and Engage do before a call reaches a destination. */
import { systemTiming } from '../../harness/ambient.ts';
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import { openExecutor } from '../../harness/cucumber/index.ts';
import { judgeExample } from '../../harness/example-result.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import type { ExecutedExamples } from '../../reports/index.ts';
import type { ExampleResult } from '../../schemas/index.ts';
import { defineOwnSuite } from '../../step-definitions/emulator/index.ts';
import type { Shell } from '../shell.ts';

/** Each starts emulators of its own, so few run at the same time. */
const CONCURRENCY = 4;

/**
 * @param keepExchanges whether the examples have their requests, with the times of the clocks of their emulators. An
 * example whose destination is the built-in one has none
 * @returns the examples by the clauses that they are of
 */
export async function executeOwnExamples(
  examples: readonly CatalogueExample[],
  { onUncaught }: Pick<Shell, 'onUncaught'>,
  keepExchanges = false,
): Promise<ExecutedExamples['clauses']> {
  const executor = openExecutor({
    suite: 'emulator',
    steps: defineOwnSuite,
    parameters: { keepExchanges },
    now: systemTiming.now,
    uncaught: onUncaught,
  });
  const results = new Map<string, ExampleResult>();
  await executor.run(examples, {
    concurrency: CONCURRENCY,
    stopped: () => false,
    onOutcome(outcome) {
      const level = loadRegistry().byId(outcome.clauseId)?.level ?? 'MUST';
      results.set(outcome.id, judgeExample(outcome, level, false));
    },
  });
  await executor.end();
  return [...new Set(examples.map(({ clauseId }) => clauseId))].map((id) => ({
    id,
    examples: examples
      .filter(({ clauseId }) => clauseId === id)
      .flatMap((example) => results.get(example.id) ?? []),
  }));
}
