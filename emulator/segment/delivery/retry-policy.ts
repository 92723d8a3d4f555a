/** When a failed delivery is tried again. */

export interface RetryPolicy {
  /** Attempts in all, the first included. Default 9, the documented figure. */
  readonly attempts: number;
  /** The last attempt is at most this many milliseconds after the first. Default four hours, as documented. */
  readonly windowMs: number;
  /** Each wait is this many times as long as the one before. Default 3: the first retry comes within seconds. */
  readonly factor: number;
  /** The largest share of a wait that is cut off at random, from 0 to 1. Default 0.25. */
  readonly jitter: number;
}

/** The retry policy of an emulator whose options name none. */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 9,
  windowMs: 4 * 60 * 60 * 1000,
  factor: 3,
  jitter: 0.25,
};

/**
 * The wait after an attempt. Waits grow by the factor; without jitter they add up to the window:
 *
 *     wait(k) = window × factor^(k − 1) ÷ (1 + factor + … + factor^(attempts − 2)) × (1 − jitter × random)
 *
 * By default 4.4 s, 13 s, 40 s, 2 min, 6 min, 18 min, 53 min and 2 h 40 min, each up to a quarter shorter. So
 * the last attempt is between three and four hours after the first.
 *
 * @param made attempts so far, from 1 to attempts − 1
 * @param random from 0 up to 1
 * @returns milliseconds
 */
export function retryWait(policy: RetryPolicy, made: number, random: number): number {
  const { attempts, windowMs, factor, jitter } = policy;
  let shares = 0;
  for (let wait = 1; wait < attempts; wait += 1) shares += factor ** (wait - 1);
  return Math.floor(((windowMs * factor ** (made - 1)) / shares) * (1 - jitter * random));
}
