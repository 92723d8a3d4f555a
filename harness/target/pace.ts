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
  /** Resolves when a request may be sent, with the milliseconds that it had to wait. */
  slot(): Promise<number>;
  /** Holds back every request of the run for the next `ms` milliseconds. */
  pause(ms: number): void;
}

/** @param rate requests per second; undefined for no limit */
export function createPace(rate: number | undefined, { now, sleep }: Timing): Pace {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let nextFree = 0;
  let pausedUntil = 0;
  return {
    async slot() {
      const asked = now();
      while (true) {
        if (pausedUntil > now()) await sleep(pausedUntil - now());
        const turn = Math.max(nextFree, now());
        nextFree = turn + gap;
        if (turn > now()) await sleep(turn - now());
        if (pausedUntil <= now()) return now() - asked;
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + ms);
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
