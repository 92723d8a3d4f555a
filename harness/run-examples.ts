/** Runs the examples of a run: once, again if the network may have decided, and last those about the run as a whole. */
import type { Envelope } from '@cucumber/messages';
import type { Exchange } from '../schemas/index.ts';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import { createOutcomeReader, type ExampleOutcome, runLanes } from './cucumber/index.ts';
import { loadRequests } from './registry/index.ts';
import type { Session } from './session/index.ts';
import { isSlowToAnswer } from './slowness.ts';
import { isUnsteadyStatus } from './target/index.ts';

/** What running examples needs besides a session. */
export interface RunParts {
  /** The folder that holds their features. Default: the package's own. */
  readonly root?: string | undefined;
  /** Called as each example ends for good. */
  readonly onEnd: (outcome: ExampleOutcome) => void;
  /** Called with every message from cucumber, and the number of its lane. */
  readonly onMessage?: ((envelope: Envelope, lane: number) => void) | undefined;
}

/** The tag of examples that judge what all others did; they run last. */
export const WHOLE_RUN = '@whole-run';

/** How often an example whose requests the network disturbed runs again before its failure counts. */
const MOST_RERUNS = 3;

/** Lanes of different passes must not share a number. */
const LANES_PER_PASS = 10_000;

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
    await runPass(session, due, pass, parts, (outcome) => {
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
  if (due.length > 0) await runPass(session, due, MOST_RERUNS + 1, parts, parts.onEnd);
}

async function runPass(
  { settings, end, network }: Session,
  examples: readonly CatalogueExample[],
  pass: number,
  { root, onMessage }: RunParts,
  onOutcome: (outcome: ExampleOutcome) => void,
): Promise<void> {
  const readers = new Map<number, (envelope: Envelope) => void>();
  await runLanes({
    examples,
    runId: settings.runId,
    concurrency: settings.concurrency,
    requests: loadRequests(),
    isSlow: isSlowToAnswer(network.latency().calls),
    root,
    stopped: end.stopped,
    onMessage(envelope, lane) {
      const read = readers.get(lane) ?? createOutcomeReader(onOutcome);
      readers.set(lane, read);
      read(envelope);
      onMessage?.(envelope, pass * LANES_PER_PASS + lane);
    },
  });
}

function isAboutWholeRun({ tags }: CatalogueExample): boolean {
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
