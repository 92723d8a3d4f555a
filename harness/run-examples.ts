/** Runs the examples of a run: once, again if the network may have decided, and last those about the run as a whole. */
import type { Exchange } from '../schemas/index.ts';
import { type CatalogueExample, RESTS } from './cucumber/catalogue.ts';
import type { ExampleOutcome, Executor } from './cucumber/index.ts';
import { loadRequests } from './registry/index.ts';
import type { Session } from './session/index.ts';
import { isUnsteadyStatus } from './target/index.ts';

/** What running examples needs besides a session. */
export interface RunParts {
  readonly executor: Executor;
  /** Called as each example ends for good. */
  readonly onEnd: (outcome: ExampleOutcome) => void;
}

/** The tag of examples that judge what all others did; they run last. */
export const WHOLE_RUN = '@whole-run';

/** How often an example whose requests the network disturbed runs again before its failure counts. */
const MOST_RERUNS = 3;

/**
 * Runs examples that are about themselves.
 *
 * An example that failed after a request was sent again runs once more, with other identifiers: the destination may
 * have stored a call whose response was lost, and three attempts may fail by chance. What fails again in the same way
 * is the destination's own doing.
 */
export async function runOwnExamples(
  session: Session,
  examples: readonly CatalogueExample[],
  parts: RunParts,
): Promise<void> {
  let due = examples.filter((example) => !isAboutWholeRun(example));
  for (let pass = 0; due.length > 0; pass += 1) {
    const shaken = new Map<string, ExampleOutcome>();
    await runPass(session, due, parts.executor, (outcome) => {
      if (pass < MOST_RERUNS && isShaken(outcome, pass)) shaken.set(outcome.id, outcome);
      else parts.onEnd(outcome);
    });
    if (session.target.gone() !== undefined || session.end.stopped()) {
      for (const outcome of shaken.values()) parts.onEnd(outcome);
      return;
    }
    due = due.filter(({ id }) => shaken.has(id));
  }
}

/** Runs the examples that judge what all others did. */
export async function runClosingExamples(
  session: Session,
  examples: readonly CatalogueExample[],
  parts: RunParts,
): Promise<void> {
  const due = examples.filter(isAboutWholeRun);
  if (due.length > 0) await runPass(session, due, parts.executor, parts.onEnd);
}

async function runPass(
  { settings: { concurrency }, end: { stopped } }: Session,
  examples: readonly CatalogueExample[],
  executor: Executor,
  onOutcome: (outcome: ExampleOutcome) => void,
): Promise<void> {
  await executor.run(longestFirst(examples, loadRequests()), { concurrency, stopped, onOutcome });
}

/**
 * The order in which examples begin, so that none of them runs alone at the end: first those that rest, then those with
 * the most requests.
 *
 * @param requests by the id of an example
 */
export function longestFirst(
  examples: readonly CatalogueExample[],
  requests: Readonly<Record<string, number>>,
): CatalogueExample[] {
  const rank = ({ id, tags }: CatalogueExample) =>
    tags.includes(RESTS) ? Number.POSITIVE_INFINITY : (requests[id] ?? 0);
  return examples.toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(other) - rank(one)));
}

/** Whether an example judges what all others did. */
export function isAboutWholeRun({ tags }: CatalogueExample): boolean {
  return tags.includes(WHOLE_RUN);
}

/** Whether a failure may be the network's: at first after any repeated request, later only if one of them recovered. */
function isShaken({ end, exchanges }: ExampleOutcome, pass: number): boolean {
  if (end.kind !== 'unmet') return false;
  const repeated = exchanges.filter(({ sentAgain }) => sentAgain === 'unsteady' || sentAgain === 'reopened');
  if (pass === 0) return repeated.length > 0;
  return repeated.some((exchange) => recovered(exchange, exchanges));
}

function recovered({ request }: Exchange, exchanges: readonly Exchange[]): boolean {
  const last = exchanges.findLast(
    (other) => other.request.url === request.url && other.request.body === request.body,
  );
  return last?.response !== undefined && !isUnsteadyStatus(last.response.status);
}
