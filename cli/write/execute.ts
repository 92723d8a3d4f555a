/** Executes examples to show them: a run against the embedded emulator. */
import { systemTiming } from '../../harness/ambient.ts';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { startEmbedded } from '../../harness/embedded.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { resolveSettings, type Settings } from '../../harness/settings.ts';
import { createHttpClient, plainNaming } from '../../harness/target/index.ts';
import { type VerifyParts, verify } from '../../harness/verify.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import { readableRecord, steppedClock } from './same-every-time.ts';

const RUN = { runId: 'example', seed: '1' };

/** @returns the record of a run of these examples, in the order of the registry */
export function executeExamples(
  examples: readonly CatalogueExample[],
  shell: ExecutingShell,
): Promise<ResultRecord> {
  return execute(examples, shell, {}, () => ({ timing: systemTiming }));
}

/**
 * Runs examples one after another on a clock of their own.
 *
 * @returns a record in which everything that a citation shows is the same in every run of the same version
 */
export async function executeForCitation(
  examples: readonly CatalogueExample[],
  shell: ExecutingShell,
): Promise<ResultRecord> {
  // The clock of such a run is fast, and a run that is too long is ended.
  const settings = { concurrency: '1', maxTime: '10h' };
  const record = await execute(examples, shell, settings, ({ timeoutMs }) => ({
    ...steppedClock((now) => createHttpClient({ timeoutMs, connections: 1, now })),
    naming: plainNaming,
  }));
  return readableRecord(record);
}

type ExecutingShell = Pick<Shell, 'random' | 'onUncaught'>;

async function execute(
  examples: readonly CatalogueExample[],
  shell: ExecutingShell,
  more: Parameters<typeof resolveSettings>[0],
  surroundings: (settings: Settings) => Pick<VerifyParts, 'timing' | 'client' | 'naming'>,
): Promise<ResultRecord> {
  const { close, ...embedded } = await startEmbedded();
  try {
    const resolution = resolveSettings({ ...embedded, ...RUN, ...more }, shell.random);
    if ('problems' in resolution) throw new CommandError(5, resolution.problems.join('\n'));
    return await verify(resolution.value, {
      registry: loadRegistry(),
      catalogue: readCatalogue(),
      examples,
      selection: { clauses: [], examples: examples.map(({ id }) => id) },
      tool: readTool(),
      ...surroundings(resolution.value),
      steps: defineForCommands,
      uncaught: shell.onUncaught,
    });
  } finally {
    await close();
  }
}
