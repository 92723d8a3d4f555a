/** Waiting for a state that may become visible later: 202 means not yet (docs/contract.md section 4). */
import type { Difference } from '../schemas/index.ts';
import { BlockedExample, UnmetExpectation } from './errors.ts';
import type { Recorder, Timing } from './target/index.ts';

/** What one look found wrong; `final` if no later look can find it right. */
export type StateDifference = Difference & { readonly final?: boolean };

/** How long to look, and what may end it early. */
interface Patience {
  readonly deadlineMs: number;
  readonly timing: Timing;
  readonly recorder: Recorder;
  readonly stopped?: () => boolean;
}

const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 200;

/**
 * Looks again and again until nothing is missing or the deadline has passed. Time spent waiting for the run's
 * rate or for a pause of the target's own does not count.
 *
 * @throws UnmetExpectation with the last difference
 * @throws BlockedExample where the run is stopped
 */
export async function eventually(
  look: () => Promise<StateDifference | undefined>,
  { deadlineMs, timing, recorder, stopped }: Patience,
): Promise<void> {
  const spent = () => timing.now() - recorder.waitedMs;
  const end = spent() + deadlineMs;
  let pause = FIRST_PAUSE_MS;
  while (true) {
    const finding = await look();
    if (finding === undefined) return;
    if (finding.final === true || spent() >= end) throw new UnmetExpectation(finding);
    if (stopped?.() === true) throw new BlockedExample('the run was stopped during this example');
    await timing.sleep(Math.min(pause, Math.max(1, end - spent())));
    pause = Math.min(pause * 1.6, LONGEST_PAUSE_MS);
  }
}
