/** How often and for how long a failed delivery is tried again. */

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
