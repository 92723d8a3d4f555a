/** When the requests of a shard may be sent: each in its turn at a rate, and none while the target asks to wait. */
import { type Timing, waitUntil } from '../../target/index.ts';

interface TurnParts {
  /** When a request is due after the first, in milliseconds, by how many are due before it; undefined: at once. */
  readonly dueAfterMs?: ((before: number) => number) | undefined;
  readonly timing: Timing;
  readonly stopped: () => boolean;
}

/** Whoever is later than this does not make up for it: the rate is never exceeded for longer. */
const LATE_MS = 250;

export function createTurns({ dueAfterMs, timing, stopped }: TurnParts) {
  let startedAt = timing.now();
  let taken = 0;
  let heldUntil = 0;
  let heldMs = 0;
  return {
    async next() {
      const own = taken;
      taken += 1;
      while (!stopped()) {
        const due = dueAfterMs === undefined ? 0 : startedAt + dueAfterMs(own);
        const at = Math.max(heldUntil, due);
        if (at > timing.now()) {
          await waitUntil(at, timing, stopped);
          // It may have been held back in the meantime.
          continue;
        }
        if (dueAfterMs !== undefined) startedAt += Math.max(0, timing.now() - due - LATE_MS);
        return;
      }
    },
    /** Milliseconds by which the shard waits longer than before. */
    hold(untilMs: number) {
      // One look: time that passes between two would be taken off, and a pause of nothing would be negative.
      const now = timing.now();
      const until = Math.max(heldUntil, untilMs, now);
      const longer = until - Math.max(heldUntil, now);
      heldUntil = until;
      heldMs += longer;
      startedAt += longer;
      return longer;
    },
    heldFor: () => heldMs,
    answered() {
      heldMs = 0;
    },
  };
}
