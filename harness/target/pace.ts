/** When the next request may be sent: the run's rate limit, and the pauses that the target asks for. */

/** The clock that a run uses. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** One per run: calls, markers and read-back requests all wait for it. */
export interface Pace {
  /** Resolves when a request may be sent or the run is over, with the milliseconds that it had to wait. */
  slot(): Promise<number>;
  /**
   * Holds back every request of the run for the next `ms` milliseconds.
   *
   * @returns how much longer the run waits than before
   */
  pause(ms: number): number;
  /** From now on nothing waits. */
  end(): void;
}

/** How soon a wait notices that the run was stopped. */
const ATTENTION_MS = 250;

/** Resolves at a time, in milliseconds since the epoch, or soon after the run is stopped. */
export async function waitUntil(time: number, { now, sleep }: Timing, stopped: () => boolean): Promise<void> {
  for (let left = time - now(); left > 0 && !stopped(); left = time - now()) {
    await sleep(Math.min(left, ATTENTION_MS));
  }
}

/** @param rate requests per second; undefined for no limit */
export function createPace(
  rate: number | undefined,
  timing: Timing,
  stopped: () => boolean = () => false,
): Pace {
  const { now } = timing;
  const gap = rate === undefined ? 0 : 1000 / rate;
  let nextFree = 0;
  let pausedUntil = 0;
  let isEnded = false;
  const isOver = () => isEnded || stopped();
  return {
    async slot() {
      const asked = now();
      while (true) {
        await waitUntil(pausedUntil, timing, isOver);
        const turn = Math.max(nextFree, now());
        nextFree = turn + gap;
        await waitUntil(turn, timing, isOver);
        if (pausedUntil <= now() || isOver()) return Math.max(0, now() - asked);
      }
    },
    pause(ms) {
      // One look: time that passes between two would be taken off, and a pause of nothing would be negative.
      const at = now();
      const until = Math.max(pausedUntil, at + ms);
      const longer = until - Math.max(pausedUntil, at);
      pausedUntil = until;
      return longer;
    },
    end() {
      isEnded = true;
    },
  };
}

/**
 * Milliseconds that a `Retry-After` header asks for; undefined if it is missing or unreadable.
 *
 * @param value seconds or an HTTP date
 */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
