/** What `verify` does, from options to reports. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLoopback } from '../../harness/address.ts';
import { systemTiming } from '../../harness/ambient.ts';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { createMessageMerger, type MessageMerger } from '../../harness/cucumber/index.ts';
import { UnusableAdapter } from '../../harness/errors.ts';
import type { ExploreRequest } from '../../harness/explore/index.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { type Selection, select } from '../../harness/selection.ts';
import type { Settings } from '../../harness/settings.ts';
import { type VerifyParts, verify } from '../../harness/verify.ts';
import { REPORT_FORMATS } from '../../reports/catalogue.ts';
import { renderSummary } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { exploredId } from '../../verdict/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { systemTicker } from '../ticker.ts';
import { readTool } from '../version.ts';
import { openBaseline } from './baseline-file.ts';
import { ownClauseFacts } from './clause-facts.ts';
import { renderPlan } from './dry-run.ts';
import {
  type ExplorePlan,
  explorationIn,
  explorationInWords,
  fittingPlan,
  readExplorePlan,
} from './exploration.ts';
import { rememberRun } from './history.ts';
import { openStandIn, openTarget } from './open-target.ts';
import { withOptions } from './option-words.ts';
import { createProgress } from './progress.ts';
import { recordFault } from './read-record.ts';
import type { VerifyOptions } from './verify.ts';
import type { WatchedRun } from './watch/index.ts';
import { writeReports } from './write-reports.ts';

/** @returns the exit code (docs/contract.md section 5) */
export async function runVerify(options: VerifyOptions, shell: Shell): Promise<number> {
  if (options.watch.length === 0) return verifyOnce(options, shell);
  const { runWatch } = await import('./watch/index.ts');
  return runWatch(options, shell, verifyOnce);
}

/** @param watched how a run of `--watch` differs */
async function verifyOnce(options: VerifyOptions, shell: Shell, watched?: WatchedRun): Promise<number> {
  keepHeapSmall();
  const catalogue = readCatalogue();
  const selection = selectionFrom(options);
  const chosen = select(selection, catalogue, loadRegistry());
  if ('problem' in chosen) throw new CommandError(2, chosen.problem);
  const planned = readExplorePlan(options);
  const examples = planned?.only === true ? [] : chosen.value;
  // A baseline may also excuse what exploration finds.
  const known = new Set(catalogue.flatMap(({ id, clauseId }) => [id, exploredId(clauseId)]));
  const baseline = openBaseline(options, known, shell);

  const target = await openTarget(options, shell);
  try {
    if (options.dryRun) return await dryRun(target.settings, { catalogue, examples, selection }, shell);
    const reportDir = prepareReportDir(resolve(shell.cwd, options.reportDir));
    const exploring = fittingPlan(planned, target.settings);
    await confirmRemote(target.settings, options.yes, { examples, exploring }, shell);
    if (watched !== undefined && !(await watched.ready(target.settings))) return 3;
    const merger = options.report.some((name) => REPORT_FORMATS[name].needsMessages)
      ? createMessageMerger()
      : undefined;
    const unkept: string[] = [];
    const explore = exploring && explorationIn(reportDir, exploring, unkept, shell);
    const graded = await grade(target.settings, { catalogue, examples, selection }, shell, {
      merger,
      explore,
    });
    const today = new Date(systemTiming.now()).toISOString().slice(0, 10);
    const record = withOptions(baseline(graded, today), options, shell, shell.redact);
    if (watched?.ended(record) === false) return record.run.exitCode;
    // From here on there is a verdict, and what cannot be written does not change it.
    shell.surviveLostOutput();
    if (options.json) shell.out(`${JSON.stringify(record, null, 2)}\n`);
    else shell.out(`${renderSummary(record, shell)}\n`, 'colours');
    const fault = recordFault(record);
    if (fault !== undefined) shell.err(`${fault}\n`);
    const past = options.history ? rememberRun(reportDir, record, shell) : [];
    const remote = !isLoopback(new URL(target.settings.baseUrl));
    const { written, problems } = await writeReports(
      reportDir,
      { records: [record], facts: ownClauseFacts, terminal: shell, messages: merger?.merged(), past },
      { remote, requested: options.report },
      shell.redact,
    );
    const paths = written.map((name) => join(reportDir, name));
    if (!options.json && paths.length > 0) shell.out(`\nReports: ${paths.join('\n         ')}\n`);
    shell.err([...unkept, ...problems].map((problem) => `${problem}\n`).join(''));
    shell.err(explorationInWords(record));
    return fault === undefined || record.run.exitCode === 1 ? record.run.exitCode : 5;
  } finally {
    await target.close();
  }
}

/** Which examples of the suite a run is about, and by which filters. */
type Chosen = Pick<VerifyParts, 'catalogue' | 'examples' | 'selection'>;

async function grade(
  settings: Settings,
  chosen: Chosen,
  shell: Shell,
  { merger, explore }: { merger?: MessageMerger | undefined; explore?: ExploreRequest | undefined } = {},
): Promise<ResultRecord> {
  const progress = createProgress(chosen.examples.length, shell, systemTicker);
  let stopped = false;
  const forget = shell.onStop(() => {
    stopped = true;
    progress.clear();
    shell.err('Stopping. Results so far are saved; the run is incomplete.\n');
  });
  try {
    return await verify(settings, {
      registry: loadRegistry(),
      ...chosen,
      tool: readTool(),
      timing: systemTiming,
      onExample: progress.tick,
      explore,
      onMessage: merger?.add,
      stopped: () => stopped,
      log: shell.err,
    });
  } catch (error) {
    throw error instanceof UnusableAdapter ? new CommandError(2, error.message) : error;
  } finally {
    forget();
    progress.end();
  }
}

/** Grades the embedded emulator instead of the target, and prints the calls that the target would have received. */
async function dryRun(settings: Settings, chosen: Chosen, shell: Shell): Promise<number> {
  const standIn = await openStandIn(settings);
  try {
    const record = await grade(standIn.settings, chosen, shell);
    shell.out(renderPlan(record, settings));
    return 0;
  } finally {
    await standIn.close();
  }
}

function selectionFrom({ clauses, example, tags, smoke }: VerifyOptions): Selection {
  return { clauses, examples: example, tags, smoke: smoke ? true : undefined };
}

/** A shared endpoint is written to only after confirmation. */
async function confirmRemote(
  { baseUrl, runId, maxCalls }: Settings,
  isConfirmed: boolean,
  planned: { readonly examples: readonly CatalogueExample[]; readonly exploring: ExplorePlan | undefined },
  shell: Shell,
): Promise<void> {
  const { examples, exploring } = planned;
  const url = new URL(baseUrl);
  if (isLoopback(url) || isConfirmed) return;
  const bound = maxCalls === undefined ? '; --dry-run shows the calls' : `, at most ${maxCalls} calls`;
  const sequences = exploring === undefined ? '' : ` and ${exploring.sequences} random sequences of calls`;
  const plan = `${examples.length} examples${sequences}${bound}: they write test data to ${url.host}, and every identifier starts with conformance-${runId}.`;
  if (!shell.interactive) {
    throw new CommandError(2, `${plan}\nTo run them, add --yes or set ASTROLABE_YES=1.`);
  }
  const answer = await shell.ask(`${plan}\nContinue? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(2, 'Nothing was sent.');
}

function prepareReportDir(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new CommandError(2, `cannot create --report-dir ${folder}: ${(error as Error).message}`);
  }
}
