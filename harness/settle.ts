/** Waits for a state that may become visible later, because a 202 may be stored later (docs/contract.md section 4). */
import type { Difference } from '../schemas/index.ts';
import { BlockedExample, UnmetExpectation } from './errors.ts';
import type { Recorder, RunEnd, Timing } from './target/index.ts';

/** What is wrong with the state now; `final` if waiting cannot make it right. */
export type StateDifference = Difference & { readonly final?: boolean };

/** How long to wait, and what may end it early. */
interface Patience {
  readonly deadlineMs: number;
  readonly timing: Timing;
  readonly recorder: Recorder;
  /** Whether the run should end early. */
  readonly end: Pick<RunEnd, 'stopped' | 'whyStopped'>;
}

const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 200;

/**
 * Calls `look` until it finds nothing wrong or the deadline has passed. Time spent waiting for the run's rate limit or
 * for a pause that the target asked for does not count. The last look begins after the deadline, so that a slow one
 * does not take the place of all others.
 *
 * @throws UnmetExpectation with the last difference
 * @throws BlockedExample if the run is stopped
 */
export async function eventually(
  look: () => Promise<StateDifference | undefined>,
  { deadlineMs, timing, recorder, end }: Patience,
): Promise<void> {
  const spent = () => timing.now() - recorder.waitedMs;
  const endsAt = spent() + deadlineMs;
  let pause = FIRST_PAUSE_MS;
  while (true) {
    const isLast = spent() >= endsAt;
    const difference = await look();
    if (difference === undefined) return;
    if (difference.final === true || isLast) throw new UnmetExpectation(differenceOf(difference));
    if (end.stopped()) throw new BlockedExample(end.whyStopped('during'));
    await timing.sleep(Math.min(pause, Math.max(1, endsAt - spent())));
    pause = Math.min(pause * 1.6, LONGEST_PAUSE_MS);
  }
}

function differenceOf({ message, expected, actual }: StateDifference): Difference {
  return { message, expected, actual };
}
