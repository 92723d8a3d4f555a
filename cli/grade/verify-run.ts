/** What `verify` does, from options to reports. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLoopback } from '../../harness/address.ts';
import { systemTiming } from '../../harness/ambient.ts';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { createMessageMerger, type MessageMerger } from '../../harness/cucumber/index.ts';
import type { ExploreRequest } from '../../harness/explore/index.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { type Selection, select } from '../../harness/selection.ts';
import type { Settings } from '../../harness/settings.ts';
import { type VerifyParts, verify } from '../../harness/verify.ts';
import { REPORT_FORMATS, REQUESTABLE, type ReportName } from '../../reports/catalogue.ts';
import { renderSummary } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readTool } from '../version.ts';
import { openBaseline } from './baseline-file.ts';
import { ownClauseFacts } from './clause-facts.ts';
import { renderPlan } from './dry-run.ts';
import { type ExploreOptions, explorationIn, explorationInWords, readExploreOptions } from './exploration.ts';
import { openStandIn, openTarget } from './open-target.ts';
import { createProgress } from './progress.ts';
import { writeReports } from './write-reports.ts';

/** @returns the exit code (docs/contract.md section 5) */
export async function runVerify(options: OptionReader, shell: Shell): Promise<number> {
  const catalogue = readCatalogue();
  const selection = selectionFrom(options);
  const chosen = select(selection, catalogue, loadRegistry());
  if ('problem' in chosen) throw new CommandError(2, chosen.problem);
  const exploring = readExploreOptions(options);
  const requested = requestedReports(options);
  const examples = exploring?.only === true ? [] : chosen.value;
  const known = new Set([...catalogue.map(({ id }) => id), ...exploredIds(catalogue)]);
  const baseline = openBaseline(options, known, shell);

  const target = await openTarget(options, shell);
  try {
    if (options.flag('dryRun'))
      return await dryRun(target.settings, { catalogue, examples, selection }, shell);
    const reportDir = prepareReportDir(resolve(shell.cwd, options.text('reportDir') ?? 'reports/output'));
    await confirmRemote(target.settings, options, { examples, exploring }, shell);
    const merger = requested.some((name) => REPORT_FORMATS[name].needsMessages)
      ? createMessageMerger()
      : undefined;
    const explore = exploring && explorationIn(reportDir, exploring, shell);
    const graded = await grade(target.settings, { catalogue, examples, selection }, shell, {
      merger,
      explore,
    });
    const record = baseline(graded, new Date(systemTiming.now()).toISOString().slice(0, 10));
    const remote = !isLoopback(new URL(target.settings.baseUrl));
    const written = await writeReports(
      reportDir,
      { records: [record], facts: ownClauseFacts, terminal: shell, messages: merger?.merged() },
      { remote, requested },
    );
    shell.out(
      options.flag('json')
        ? `${JSON.stringify(record, null, 2)}\n`
        : `${renderSummary(record, shell)}\n\nReports: ${written.map((name) => join(reportDir, name)).join('\n         ')}\n`,
    );
    shell.err(explorationInWords(record));
    return record.run.exitCode;
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
  const progress = createProgress(chosen.examples.length, shell);
  let stopped = false;
  const forget = shell.onStop(() => {
    stopped = true;
    progress.clear();
    shell.err('Stopping: what was seen so far is kept, and the run is incomplete.\n');
  });
  try {
    return await verify(settings, {
      registry: loadRegistry(),
      ...chosen,
      tool: readTool(),
      timing: systemTiming,
      onExample: progress.tick,
      explore,
      ...(merger === undefined ? {} : { onMessage: merger.add }),
      stopped: () => stopped,
    });
  } finally {
    forget();
    progress.clear();
  }
}

/** Grades the embedded emulator in the target's place and prints the calls that the target would have got. */
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

/** A baseline may also excuse what exploration finds. */
function exploredIds(catalogue: readonly CatalogueExample[]): string[] {
  return catalogue.map(({ clauseId }) => `${clauseId}.explored`);
}

function selectionFrom(options: OptionReader): Selection {
  const tags = options.text('tags');
  return {
    clauses: options.list('clauses'),
    examples: options.list('example'),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** An endpoint that others share is only written to by somebody who said so. */
async function confirmRemote(
  { baseUrl, runId, maxCalls }: Settings,
  options: OptionReader,
  planned: { readonly examples: readonly CatalogueExample[]; readonly exploring: ExploreOptions | undefined },
  shell: Shell,
): Promise<void> {
  const { examples, exploring } = planned;
  const url = new URL(baseUrl);
  if (isLoopback(url) || options.flag('yes')) return;
  const bound = maxCalls === undefined ? '; --dry-run shows the calls' : `, at most ${maxCalls} calls`;
  const sequences = exploring === undefined ? '' : ` and ${exploring.sequences} random sequences of calls`;
  const plan = `${examples.length} examples${sequences}${bound}: they write test data to ${url.host}, and every identifier starts with conformance-${runId}.`;
  if (!shell.interactive) {
    throw new CommandError(2, `${plan}\nGive --yes (or ASTROLABE_YES=1) to really do so.`);
  }
  const answer = await shell.ask(`${plan}\nGo on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(2, 'Nothing was sent.');
}

function requestedReports(options: OptionReader): ReportName[] {
  return options.list('report').map((name) => {
    const known = REQUESTABLE.find((one) => one === name);
    if (known !== undefined) return known;
    throw new CommandError(2, `--report is ${REQUESTABLE.join(' or ')}, not ${JSON.stringify(name)}`);
  });
}

function prepareReportDir(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new CommandError(2, `--report-dir ${folder} cannot be made: ${(error as Error).message}`);
  }
}
