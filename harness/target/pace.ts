/** When the next request may leave: the run's rate, and the pauses that the target asks for. */

/** What the pace needs from outside. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** One for a run: calls, markers and read-back all pass it. */
export interface Pace {
  /** Resolves when a request may leave, with the milliseconds that it had to wait. */
  slot(): Promise<number>;
  /** Holds back every request of the run for so long from now. */
  pause(ms: number): void;
}

/** @param rate requests a second, or undefined for no limit */
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
 * Milliseconds that a `Retry-After` asks for.
 *
 * @param value seconds or an HTTP date; undefined where the header is missing or unreadable
 */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
