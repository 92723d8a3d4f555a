/** From the options of a run to its finished record: the same for the command line and for a program that calls `verify`. */
import { systemTiming } from '../../harness/ambient.ts';
import { type CatalogueExample, readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { UnusableAdapter } from '../../harness/errors.ts';
import type { ExploreRequest } from '../../harness/explore/index.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { type Selection, select } from '../../harness/selection.ts';
import type { Settings } from '../../harness/settings.ts';
import { shardOfExamples } from '../../harness/shard.ts';
import { type VerifyParts, verify } from '../../harness/verify.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { exploredId } from '../../verdict/index.ts';
import { confirmCalls } from '../confirm.ts';
import { CommandError, type Shell } from '../shell.ts';
import { systemTicker } from '../ticker.ts';
import { readTool } from '../version.ts';
import { type ApplyBaseline, openBaseline } from './baseline-file.ts';
import { type ExplorePlan, explorationIn, fittingPlan, readExplorePlan } from './exploration.ts';
import { withOptions } from './option-words.ts';
import { createProgress } from './progress.ts';
import { readShardPlan, type ShardPlan } from './shard-plan.ts';
import type { VerifyOptions } from './verify.ts';

/** Which examples of the suite a run is about, and by which filters. */
export type Chosen = Pick<VerifyParts, 'catalogue' | 'examples' | 'ofAllShards' | 'selection'>;

/** What a run is about, read before a target is opened. */
export interface PlannedRun {
  readonly chosen: Chosen;
  readonly exploring: ExplorePlan | undefined;
  readonly applyBaseline: ApplyBaseline;
}

/** A finished run. */
export interface GradedRun {
  readonly record: ResultRecord;
  /** A sentence for each finding of the exploration that could not be written. */
  readonly unkept: readonly string[];
}

/** Who watches a run besides the terminal. */
export interface Watching {
  /** Called with every message of the run, as those of cucumber. */
  readonly onMessage?: VerifyParts['onMessage'];
  /** Called as each example ends. */
  readonly onExample?: VerifyParts['onExample'];
}

/** @throws CommandError with exit code 2 if the options cannot be used */
export function planRun(options: VerifyOptions, shell: Shell): PlannedRun {
  const catalogue = readCatalogue();
  const filters = filtersFrom(options);
  const selected = select(filters, catalogue, loadRegistry());
  if ('problem' in selected) throw new CommandError(2, selected.problem);
  const shard = readShardPlan(options, shell);
  const exploring = readExplorePlan(options, shard);
  const chosen = exploring?.only === true ? [] : selected.value;
  // A baseline may also excuse what exploration finds.
  const known = new Set(catalogue.flatMap(({ id, clauseId }) => [id, exploredId(clauseId)]));
  const applyBaseline = openBaseline(options, known, shell);
  return { chosen: { catalogue, ...inShard(chosen, filters, shard) }, exploring, applyBaseline };
}

/**
 * Grades, and applies the baseline. Whoever must be asked has agreed (`confirmRun`).
 *
 * @param reportDir absolute; receives what exploring finds. Without one, that is only in the record
 * @throws CommandError with exit code 2 if the adapter cannot be used
 */
export async function gradeRun(
  options: VerifyOptions,
  { chosen, exploring: planned, applyBaseline }: PlannedRun,
  settings: Settings,
  shell: Shell,
  { reportDir, ...watching }: Watching & { readonly reportDir?: string } = {},
): Promise<GradedRun> {
  const exploring = fittingPlan(planned, settings);
  const unkept: string[] = [];
  const explore = exploring && explorationIn(reportDir, exploring, unkept, shell);
  const graded = await grade(settings, chosen, shell, { ...watching, explore });
  const today = new Date(systemTiming.now()).toISOString().slice(0, 10);
  return { record: withOptions(applyBaseline(graded, today), options, shell, shell.redact), unkept };
}

/** Grades a target, and shows how far it is. */
export async function grade(
  settings: Settings,
  chosen: Chosen,
  shell: Shell,
  { onMessage, onExample, explore }: Watching & { readonly explore?: ExploreRequest | undefined } = {},
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
      onExample(example, clauseId) {
        progress.tick(example);
        onExample?.(example, clauseId);
      },
      explore,
      onMessage,
      steps: defineForCommands,
      uncaught: shell.onUncaught,
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

function inShard(
  ofAllShards: readonly CatalogueExample[],
  filters: Selection,
  plan: ShardPlan | undefined,
): Omit<Chosen, 'catalogue'> {
  if (plan === undefined) return { examples: ofAllShards, selection: filters };
  const { number, of, durations } = plan;
  const shard = { numbers: [number], of, examples: ofAllShards.length };
  const examples = shardOfExamples(ofAllShards, plan, durations);
  return { examples, ofAllShards, selection: { ...filters, shard } };
}

function filtersFrom({ clauses, example, tags, smoke }: VerifyOptions): Selection {
  return { clauses, examples: example, tags, smoke: smoke ? true : undefined };
}

/**
 * A shared endpoint is written to only after confirmation.
 *
 * @throws CommandError with exit code 2 if nothing may be sent
 */
export async function confirmRun(
  { yes }: Pick<VerifyOptions, 'yes'>,
  { chosen: { examples }, exploring: planned }: Pick<PlannedRun, 'chosen' | 'exploring'>,
  settings: Settings,
  shell: Shell,
): Promise<void> {
  const { baseUrl, runId, maxCalls } = settings;
  const exploring = fittingPlan(planned, settings);
  const bound = maxCalls === undefined ? '; --dry-run shows the calls' : `, at most ${maxCalls} calls`;
  const sequences = exploring === undefined ? '' : ` and ${exploring.sequences} random sequences of calls`;
  const what = (host: string) =>
    `${examples.length} examples${sequences}${bound}: they write test data to ${host}, and every identifier starts with conformance-${runId}.`;
  await confirmCalls({ baseUrl, yes, what, verb: 'run' }, shell);
}
