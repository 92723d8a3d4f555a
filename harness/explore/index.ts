/** The door of the explorer: explores a destination and reports the result under the clauses. */
import type { ExampleResult, ExplorationSummary } from '../../schemas/index.ts';
import { exploredId } from '../../verdict/index.ts';
import type { ExampleEnd } from '../cucumber/index.ts';
import { judgeExample } from '../example-result.ts';
import type { Clause, Registry } from '../registry/index.ts';
import type { ControlRun } from '../session/index.ts';
import { declaresReadback, type Session } from '../session/index.ts';
import { EXPLORABLE_CLAUSES } from './explorable-clauses.ts';
import { type Counterexample, type Exploration, type ExplorationPlan, explore } from './explore.ts';
import { writeFeature } from './write-feature.ts';

/** How a run explores. */
export interface ExploreRequest extends Omit<ExplorationPlan, 'seed'> {
  /** The folder that receives the findings, as reports name it. */
  readonly folder: string;
  /** Called with each file of a finding: a feature that runs by itself, and its calls as NDJSON. */
  readonly keep: (name: string, content: string) => void;
}

/** Results by clause, and a summary of the exploration. */
export interface Explored {
  readonly examples: ReadonlyMap<string, ExampleResult>;
  readonly summary: ExplorationSummary;
}

/**
 * Explores with the run's seed. It finds at most one broken clause. If it finds none, every selected clause that can be
 * explored gets an example that says how many sequences passed.
 *
 * @param isSelected whether a clause was selected; a finding is reported in any case
 */
export async function exploreClauses(
  session: Session,
  controls: ControlRun,
  registry: Registry,
  request: ExploreRequest,
  isSelected: (clauseId: string) => boolean,
): Promise<Explored> {
  const { settings } = session;
  const watched = EXPLORABLE_CLAUSES[declaresReadback(settings) ? 'readback' : 'wire'].filter(isSelected);
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

  const exploration = await explore(session, { ...request, seed: settings.seed });
  const summary = summaryOf(exploration);
  const { finding, ended, sequences } = exploration;
  if (finding !== undefined) {
    const { end, more } = report(finding, exploration, clauseOf(finding.clauseId, registry), request);
    return { summary, examples: new Map([judged(finding.clauseId, end, more)]) };
  }
  const end: ExampleEnd =
    ended?.blocked === true || sequences === 0
      ? { kind: 'blocked', reason: ended?.reason ?? 'no sequence was tried' }
      : { kind: 'passed' };
  const name = `No sequence of calls breaks it: ${sequences} tried`;
  return { summary, examples: new Map(watched.map((clauseId) => judged(clauseId, end, { name }))) };
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

function summaryOf({ sequences, calls, seed, finding, ended }: Exploration): ExplorationSummary {
  return {
    sequences,
    calls,
    seed,
    finding: finding && { clause: finding.clauseId, path: finding.path, calls: finding.calls },
    ended: ended?.reason,
  };
}

function clauseOf(clauseId: string, registry: Registry): Clause {
  const clause = registry.byId(clauseId);
  if (clause === undefined)
    throw new Error(`the explorer can report ${clauseId}, which is not in the registry`);
  return clause;
}
