/** Grades one destination: controls, examples, exploration, and the record of it all. */
import type { Envelope } from '@cucumber/messages';
import type { ClauseResult, ExampleResult, ResultRecord } from '../schemas/index.ts';
import { judged } from '../verdict/index.ts';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import {
  type DefineSteps,
  type ExampleOutcome,
  type Executor,
  type OpenExecutor,
  openExecutor,
  type WatchUncaught,
} from './cucumber/index.ts';
import { clauseResult, judgeExample, missingExample } from './example-result.ts';
import type { Explored, ExploreRequest } from './explore/index.ts';
import { redactRecord } from './redact-record.ts';
import { loadKills, type Registry } from './registry/index.ts';
import { isAboutWholeRun, runClosingExamples, runOwnExamples } from './run-examples.ts';
import type { Selection } from './selection.ts';
import {
  type ControlRun,
  declaresReadback,
  type LostState,
  openSession,
  type Session,
  shareSession,
  takeLastLook,
} from './session/index.ts';
import type { Settings } from './settings.ts';
import { isSlowToShow } from './slowness.ts';
import type { HttpClient, Naming, Timing } from './target/index.ts';

/** What a run needs besides its settings. */
export interface VerifyParts {
  readonly registry: Registry;
  /** Every example of the suite; the record says how many of them were selected. */
  readonly catalogue: readonly CatalogueExample[];
  /** The selected examples; none makes the run incomplete. */
  readonly examples: readonly CatalogueExample[];
  /** For a shard: the examples of all shards, whose clauses it explores. Default: `examples`. */
  readonly ofAllShards?: readonly CatalogueExample[] | undefined;
  /** Defines the steps of the examples. */
  readonly steps: DefineSteps;
  /** The folder that holds their features. Default: the package's own. */
  readonly root?: string;
  /** Runs the examples; default: in this process, without cucumber. */
  readonly openExecutor?: OpenExecutor;
  /** Lets a step fail by an error that nobody catches. Default: such an error ends the process. */
  readonly uncaught?: WatchUncaught | undefined;
  /** The filters that selected them, for the record. */
  readonly selection: Selection;
  readonly tool: { readonly name: string; readonly version: string };
  readonly timing: Timing;
  /** Sends the requests; default: over HTTP. */
  readonly client?: HttpClient;
  /** How identifiers are named; default: marked as test data of this run. */
  readonly naming?: Naming | undefined;
  /** Receives what an adapter prints; default: it is dropped. */
  readonly log?: (text: string) => void;
  /** Called as each example ends. */
  readonly onExample?: (example: ExampleResult, clauseId: string) => void;
  /** Called with every message, as those of one run of cucumber. */
  readonly onMessage?: ((envelope: Envelope) => void) | undefined;
  /** Explores after the examples. Default: no exploration. */
  readonly explore?: ExploreRequest | undefined;
  /** True once the run should end early; examples without an outcome are then blocked. */
  readonly stopped?: () => boolean;
}

/**
 * Grades a destination (docs/contract.md section 5). Resolves with the record even if the target cannot be reached.
 *
 * @throws UnusableAdapter before anything is sent; any other error is a fault of the tool
 */
export async function verify(settings: Settings, parts: VerifyParts): Promise<ResultRecord> {
  const startedAt = parts.timing.now();
  const session = await openSession(settings, {
    ...parts,
    exploreMs: parts.explore?.limitMs,
    ...ownShard(parts),
  });
  const unshare = shareSession(session);
  try {
    const controls = await session.controls();
    const unfit = controls.unusable ?? controls.evidenceFault;
    const collected = collectResults(session, parts);
    const executor = openRun(settings, parts);
    const running = { executor, onEnd: collected.take };
    if (unfit === undefined) await runOwnExamples(session, parts.examples, running);
    const explored =
      unfit === undefined ? await runExploration(session, parts, collected.results) : undefined;
    await collected.settle();
    for (const lost of await takeLastLook(session)) collected.revise(lost);
    if (unfit === undefined) await runClosingExamples(session, parts.examples, running);
    await executor.end();
    const stopped = parts.stopped?.() === true;
    const clauses = assemble(
      parts,
      collected.results,
      explored?.examples,
      reasonOfMissing(controls, session),
    );
    const { recorder, ...found } = controls;
    const { call, marker, records } = session.tally;
    const record = judged({
      schemaVersion: 1,
      tool: { ...parts.tool, contractDigest: parts.registry.digest },
      run: {
        id: settings.runId,
        seed: settings.seed,
        startedAt: new Date(startedAt).toISOString(),
        durationMs: Math.max(0, parts.timing.now() - startedAt),
        evidence: declaresReadback(settings) ? 'readback' : 'wire',
        strict: settings.strict,
        selection: parts.selection,
        suite: {
          clauses: parts.registry.clauses.map(({ id }) => id).filter((id) => id.startsWith('AST-')),
          examples: parts.catalogue.length,
        },
        findings: {
          ...found,
          evidenceFault: found.evidenceFault ?? session.evidenceLost(),
          faults: session.switchedOn.faults(),
          gone: session.target.gone(),
          limit: session.end.limited(),
        },
        stopped,
        exploration: explored?.summary,
        requests: { calls: call, markers: marker, records },
        network: session.network.summary(),
        latency: session.network.latency(),
      },
      controls: recorder.exchanges,
      target: targetOf(settings),
      clauses,
    });
    return redactRecord(record, session.redactor.redact);
  } finally {
    unshare();
    await session.close();
  }
}

function ownShard({
  selection: { shard },
  examples,
}: VerifyParts): Partial<Parameters<typeof openSession>[1]> {
  if (shard === undefined) return {};
  return { shard: shard.numbers[0], inEveryShard: examples.filter(isAboutWholeRun).map(({ id }) => id) };
}

function openRun({ runId }: Settings, parts: VerifyParts): Executor {
  const { root, steps, timing, uncaught, onMessage } = parts;
  const open = parts.openExecutor ?? openExecutor;
  const parameters = { astrolabe: { runId } };
  return open({ root, steps, parameters, now: timing.now, uncaught, onMessage });
}

/** Judges each example as it ends; one without a response waits until it is known whether the target is gone. */
function collectResults(session: Session, parts: VerifyParts) {
  const results = new Map<string, ExampleResult>();
  const outcomes = new Map<string, ExampleOutcome>();
  const unanswered: ExampleOutcome[] = [];
  const judge = (outcome: ExampleOutcome) => {
    const level = parts.registry.byId(outcome.clauseId)?.level ?? 'MUST';
    const result = judgeExample(outcome, level, session.settings.strict);
    outcomes.set(outcome.id, outcome);
    results.set(outcome.id, result);
    return result;
  };
  const end = (outcome: ExampleOutcome) => {
    const result = judge(outcome);
    parts.onExample?.(result, outcome.clauseId);
  };
  return {
    results,
    take(outcome: ExampleOutcome) {
      if (outcome.end.kind === 'unmet' && outcome.end.noResponse === true) unanswered.push(outcome);
      else end(outcome);
    },
    async settle() {
      if (unanswered.length > 0) await session.target.checkPresence();
      const gone = session.target.gone();
      for (const outcome of unanswered) {
        end(gone === undefined ? outcome : { ...outcome, end: { kind: 'blocked', reason: gone } });
      }
    },
    /** What an example found stored is different at the end of the run. */
    revise({ found, difference }: LostState) {
      const outcome = outcomes.get(found.example);
      if (outcome?.end.kind !== 'passed') return;
      judge({ ...outcome, exchanges: found.recorder.exchanges, end: { kind: 'unmet', difference } });
    },
  };
}

/** Why an example that was selected has no outcome; undefined if that is a fault of the tool. */
function reasonOfMissing({ unusable, evidenceFault }: ControlRun, session: Session): string | undefined {
  if (unusable !== undefined) return `AST-AUTH-001: ${unusable}`;
  if (evidenceFault !== undefined) return evidenceFault;
  return session.end.stopped() ? session.end.whyStopped('before') : undefined;
}

/** Explores the clauses of the selected examples, or every clause that can be explored if none was selected. */
async function runExploration(
  session: Session,
  parts: VerifyParts,
  results: ReadonlyMap<string, ExampleResult>,
): Promise<Explored | undefined> {
  const { explore, registry, examples, ofAllShards = examples } = parts;
  const controls = await session.controls();
  if (explore === undefined) return undefined;
  if (
    !explore.asked &&
    (controls.invisibleUser !== undefined || isSlowToShow(session.network.latency().visible))
  )
    return undefined;
  const { exploreClauses } = await import('./explore/index.ts');
  const selected = new Set(ofAllShards.map(({ clauseId }) => clauseId));
  const isSelected = (clauseId: string) => selected.size === 0 || selected.has(clauseId);
  const isUnmet = ({ id }: CatalogueExample) => ['fail', 'warn'].includes(results.get(id)?.verdict ?? '');
  const broken = new Set(examples.filter(isUnmet).map(({ clauseId }) => clauseId));
  return exploreClauses({ session, controls, registry, isSelected, broken }, explore);
}

/** Selected clauses in the order of the registry, their examples in the order of the features, explorations last. */
function assemble(
  { registry, examples }: VerifyParts,
  results: ReadonlyMap<string, ExampleResult>,
  explored: ReadonlyMap<string, ExampleResult> | undefined,
  reason: string | undefined,
): ClauseResult[] {
  const kills = loadKills();
  const resultOf = (example: CatalogueExample): ExampleResult => {
    const result = results.get(example.id);
    if (result !== undefined) return result;
    return reason === undefined
      ? missingExample(example, 'harness-error', 'the example was selected and never ran')
      : missingExample(example, 'blocked', reason);
  };
  return registry.clauses.flatMap((clause) => {
    const own = examples.filter(({ clauseId }) => clauseId === clause.id).map(resultOf);
    const found = explored?.get(clause.id);
    const all = found === undefined ? own : [...own, found];
    return all.length === 0 ? [] : [clauseResult(clause, all, kills.get(clause.id))];
  });
}

function targetOf({ baseUrl, recordsUrl, embedded }: Settings): ResultRecord['target'] {
  return { baseUrl, recordsUrl, embedded };
}
