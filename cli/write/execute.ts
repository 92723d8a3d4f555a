/** Executes examples to show them: a run against the embedded emulator. */
import { systemTiming } from '../../harness/ambient.ts';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { resolveSettings } from '../../harness/settings.ts';
import { verify } from '../../harness/verify.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';

/** Always the same, so that two outputs differ only in times and ports. */
const RUN = { runId: 'example', seed: '1' };

/** @returns the record of a run of these examples, in the order of the registry */
export async function executeExamples(
  examples: readonly CatalogueExample[],
  shell: Pick<Shell, 'random' | 'onUncaught'>,
): Promise<ResultRecord> {
  const { close, ...embedded } = await startEmbedded();
  try {
    const resolution = resolveSettings({ ...embedded, ...RUN }, shell.random);
    if ('problems' in resolution) throw new CommandError(5, resolution.problems.join('\n'));
    return await verify(resolution.value, {
      registry: loadRegistry(),
      catalogue: readCatalogue(),
      examples,
      selection: { clauses: [], examples: examples.map(({ id }) => id) },
      tool: readTool(),
      timing: systemTiming,
      steps: defineForCommands,
      uncaught: shell.onUncaught,
    });
  } finally {
    await close();
  }
}
