/** When a failed delivery is tried again. */
import type { RetryPolicy } from '../../retry-policy.ts';

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
