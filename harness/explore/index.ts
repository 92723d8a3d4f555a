/** The door of the explorer: explores a destination and reports the result under the clauses. */
import type { ExampleResult, ExplorationSummary } from '../../schemas/index.ts';
import { exploredId } from '../../verdict/index.ts';
import type { ExampleEnd } from '../cucumber/index.ts';
import { judgeExample } from '../example-result.ts';
import type { Clause, Registry } from '../registry/index.ts';
import type { ControlRun } from '../session/index.ts';
import { declaresReadback, type Session } from '../session/index.ts';
import type { Tally } from '../target/index.ts';
import { EXPLORABLE_CLAUSES } from './blame/explorable-clauses.ts';
import type { Counterexample } from './confirm.ts';
import { type Exploration, type ExplorationPlan, explore } from './explore.ts';
import { writeFeature } from './write-feature.ts';

/** How a run explores. */
export interface ExploreRequest extends Omit<ExplorationPlan, 'seed'> {
  /** True if exploring was asked for: each clause that could be explored then has an example, also if it passes. */
  readonly asked: boolean;
  /** The folder that receives the findings, as reports name it. */
  readonly folder: string;
  /** Called with each file of a finding: a feature that runs by itself, and its calls as NDJSON. */
  readonly keep: (name: string, content: string) => void;
}

/** What a run knows when it begins to explore. */
interface RunSoFar {
  readonly session: Session;
  readonly controls: ControlRun;
  readonly registry: Registry;
  /** Whether a clause was selected; a finding is reported in any case. */
  readonly isSelected: (clauseId: string) => boolean;
  /** Clauses of which an example failed or warned. */
  readonly broken: ReadonlySet<string>;
}

/** Results by clause, and a summary of the exploration. */
export interface Explored {
  readonly examples: ReadonlyMap<string, ExampleResult>;
  readonly summary: ExplorationSummary;
}

/**
 * Explores with the run's seed. Each clause that it finds broken gets an example. If it finds none, and was asked for,
 * every selected clause that can be explored gets one that says how many sequences passed.
 */
export async function exploreClauses(run: RunSoFar, request: ExploreRequest): Promise<Explored> {
  const { session, controls, registry, isSelected, broken } = run;
  const { settings, tally } = session;
  const watched = request.asked
    ? EXPLORABLE_CLAUSES[declaresReadback(settings) ? 'readback' : 'wire'].filter(isSelected)
    : [];
  const judged = (
    clauseId: string,
    end: ExampleEnd,
    more: Partial<ExampleResult> = {},
  ): [string, ExampleResult] => {
    const { level } = clauseOf(clauseId, registry);
    const outcome = {
      id: exploredId(clauseId),
      clauseId,
      name: 'Exploration',
      steps: [],
      location: request.folder,
      durationMs: 0,
      exchanges: [],
      ...more,
      end,
    };
    return [clauseId, judgeExample(outcome, level, settings.strict)];
  };

  const obstacle = controls.invisibleUser;
  if (obstacle !== undefined) {
    const summary = { sequences: 0, calls: 0, seed: settings.seed, ended: obstacle };
    const endFor = (clauseId: string): ExampleEnd =>
      clauseId === 'AST-IDENT-001'
        ? { kind: 'unmet', difference: { message: obstacle } }
        : { kind: 'blocked', reason: obstacle };
    return { summary, examples: new Map(watched.map((clauseId) => judged(clauseId, endFor(clauseId)))) };
  }

  const before = requestsIn(tally);
  const levelOf = (clauseId: string) => clauseOf(clauseId, registry).level;
  const exploration = await explore(session, { ...request, seed: settings.seed }, { levelOf, broken });
  const summary = summaryOf(exploration, requestsIn(tally) - before);
  const { findings, ended, sequences } = exploration;
  if (findings.length > 0) {
    const examples = findings.map((finding) => {
      const { end, more } = report(finding, exploration, clauseOf(finding.clauseId, registry), request);
      return judged(finding.clauseId, end, more);
    });
    return { summary, examples: new Map(examples) };
  }
  const end: ExampleEnd =
    ended?.blocked === true || sequences === 0
      ? { kind: 'blocked', reason: ended?.reason ?? 'no sequence was tried' }
      : { kind: 'passed' };
  const name = `No sequence of calls breaks it: ${sequences} tried`;
  return { summary, examples: new Map(watched.map((clauseId) => judged(clauseId, end, { name }))) };
}

function requestsIn({ call, marker, records }: Tally): number {
  return call + marker + records;
}

function report(
  { clauseId, commands, mismatch, exchanges, durationMs, path }: Counterexample,
  { seed }: Exploration,
  clause: Clause,
  { folder, keep }: ExploreRequest,
): { end: ExampleEnd; more: Partial<ExampleResult> } {
  const how = `Found with seed ${seed} at path ${path}.`;
  const { text, line, name, steps } = writeFeature(commands, mismatch, clause, how);
  keep(`${clauseId}.feature`, text);
  const bodies = exchanges
    .filter(({ purpose }) => purpose === 'call')
    .map(({ request }) => `${request.body}\n`);
  keep(`${clauseId}.ndjson`, bodies.join(''));
  const message = `${mismatch.difference.message} (seed ${seed}, path ${path})`;
  return {
    end: { kind: 'unmet', difference: { ...mismatch.difference, message } },
    more: { name, steps, location: `${folder}/${clauseId}.feature:${line}`, durationMs, exchanges },
  };
}

function summaryOf(
  { sequences, calls, pairs, seed, findings, ended }: Exploration,
  requests: number,
): ExplorationSummary {
  const found = findings.map(({ clauseId, path, calls: sent }) => ({ clause: clauseId, path, calls: sent }));
  return {
    sequences,
    calls,
    requests,
    pairs,
    seed,
    finding: found[0],
    findings: found.length === 0 ? undefined : found,
    ended: ended?.reason,
  };
}

function clauseOf(clauseId: string, registry: Registry): Clause {
  const clause = registry.byId(clauseId);
  if (clause === undefined)
    throw new Error(`the explorer can report ${clauseId}, which is not in the registry`);
  return clause;
}
