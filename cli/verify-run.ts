/** What `verify` does, from options to reports. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLoopback } from '../harness/address.ts';
import { systemTiming } from '../harness/ambient.ts';
import { type CatalogueExample, readCatalogue } from '../harness/catalogue.ts';
import { startEmbedded } from '../harness/embedded.ts';
import { createMessageMerger } from '../harness/merge-messages.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { type Selection, select } from '../harness/selection.ts';
import { type LooseSettings, resolveSettings, type Settings } from '../harness/settings.ts';
import { verify } from '../harness/verify.ts';
import { renderSummary } from '../reports/index.ts';
import type { OptionReader } from './options.ts';
import { createProgress } from './progress.ts';
import { CommandError, type Shell } from './shell.ts';
import { readTool } from './version.ts';
import { writeReports } from './write-reports.ts';

/** @returns the exit code (contract section 5) */
export async function runVerify(options: OptionReader, shell: Shell): Promise<number> {
  const registry = loadRegistry();
  const catalogue = readCatalogue();
  const selection = selectionFrom(options);
  const chosen = select(selection, catalogue, registry);
  if ('problem' in chosen) throw new CommandError(2, chosen.problem);
  const reportDir = prepareReportDir(resolve(shell.cwd, options.text('reportDir') ?? 'reports/output'));

  const target = await openTarget(options, shell);
  try {
    const { settings } = target;
    await confirmRemote(settings, options, chosen.examples, shell);
    const merger = createMessageMerger();
    const progress = createProgress(chosen.examples.length, shell);
    let stopped = false;
    const offStop = shell.onStop(() => {
      stopped = true;
    });
    const record = await verify(settings, {
      registry,
      examples: chosen.examples,
      selection,
      tool: readTool(),
      timing: systemTiming,
      onExample: progress.tick,
      onMessage: merger.add,
      stopped: () => stopped,
    }).finally(() => {
      offStop();
      progress.clear();
    });
    const written = await writeReports(
      reportDir,
      record,
      merger.merged(),
      !isLoopback(new URL(settings.baseUrl)),
    );
    if (options.flag('json')) shell.out(`${JSON.stringify(record, null, 2)}\n`);
    else
      shell.out(
        `${renderSummary(record, shell)}\nReports: ${written.map((name) => join(reportDir, name)).join('\n         ')}\n`,
      );
    return record.run.exitCode;
  } finally {
    await target.close();
  }
}

function selectionFrom(options: OptionReader): Selection {
  const tags = options.text('tags');
  return {
    clauses: options.list('clauses'),
    examples: options.list('example'),
    ...(tags === undefined ? {} : { tags }),
  };
}

async function openTarget(
  options: OptionReader,
  shell: Shell,
): Promise<{ settings: Settings; close: () => Promise<void> }> {
  const loose = looseSettings(options, shell);
  if (loose.baseUrl !== undefined) return { settings: resolved(loose, shell), close: async () => {} };
  const stray = Object.entries({
    '--records-url': loose.recordsUrl,
    '--adapter': loose.adapter,
    '--api-key': loose.apiKey,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (stray.length > 0) {
    throw new CommandError(
      2,
      `${stray.join(' and ')} without --base-url: say which destination is meant, or leave it out to grade the embedded emulator`,
    );
  }
  const { close, ...embedded } = await startEmbedded();
  try {
    return { settings: resolved({ ...loose, ...embedded }, shell), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function looseSettings(options: OptionReader, shell: Shell): LooseSettings {
  const adapter = options.text('adapter');
  return {
    baseUrl: options.text('baseUrl'),
    apiKey: options.text('apiKey'),
    apiKeyMode: options.text('apiKeyMode'),
    blockingApiKey: options.text('blockingApiKey'),
    restrictedApiKey: options.text('restrictedApiKey'),
    recordsUrl: options.text('recordsUrl'),
    adapter: adapter === undefined ? undefined : resolve(shell.cwd, adapter),
    settle: options.text('settle'),
    timeout: options.text('timeout'),
    rate: options.text('rate'),
    maxCalls: options.text('maxCalls'),
    concurrency: options.text('concurrency'),
    seed: options.text('seed'),
    runId: options.text('runId'),
    strict: options.flag('strict'),
  };
}

function resolved(loose: LooseSettings, shell: Shell): Settings {
  const resolution = resolveSettings(loose, shell.random);
  if ('problems' in resolution) throw new CommandError(2, resolution.problems.join('\n'));
  return resolution.settings;
}

/** An endpoint that others share is only written to by somebody who said so. */
async function confirmRemote(
  { baseUrl, runId, maxCalls }: Settings,
  options: OptionReader,
  examples: readonly CatalogueExample[],
  shell: Shell,
): Promise<void> {
  const url = new URL(baseUrl);
  if (isLoopback(url) || options.flag('yes')) return;
  const bound = maxCalls === undefined ? '' : ` (at most ${maxCalls} calls)`;
  const plan = `${examples.length} examples${bound} will write test data to ${url.host}; every identifier starts with conformance-${runId}.`;
  if (!shell.interactive) {
    throw new CommandError(2, `${plan}\nGive --yes (or ASTROLABE_YES=1) to really do so.`);
  }
  const answer = await shell.ask(`${plan}\nGo on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(2, 'Nothing was sent.');
}

function prepareReportDir(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new CommandError(2, `--report-dir ${folder} cannot be made: ${(error as Error).message}`);
  }
}
