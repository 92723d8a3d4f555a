/** What a response asks the run to wait for, and for how long that is done (docs/contract.md section 4). */
import type { HttpResponse } from './client/index.ts';
import { retryAfterMs } from './pace.ts';

/** All the waiting that a target may ask for before one request. */
export const LONGEST_WAIT_MS = 60_000;

/** For how long a target may hold the run back without answering anything else in between. */
export const LONGEST_HOLD_MS = 120_000;

const WAIT_WITHOUT_HINT_MS = 1000;
/** A target that asks to wait for no time is still given some, and more each time: 37 tries take a minute. */
const SHORTEST_WAITS_MS = { first: 10, most: 2000 };

/**
 * For how long a 429, or a 503 with Retry-After, pauses the run, in milliseconds; undefined for any other response.
 *
 * @param times how often in a row it was asked for before the same request, from 1
 */
export function pauseAskedBy(
  { status, headers }: HttpResponse,
  now: number,
  times: number,
): number | undefined {
  const hint = retryAfterMs(headers['retry-after'], now);
  const asked = status === 429 ? (hint ?? WAIT_WITHOUT_HINT_MS) : status === 503 ? hint : undefined;
  if (asked === undefined) return undefined;
  return Math.max(asked, Math.min(SHORTEST_WAITS_MS.first * 2 ** (times - 1), SHORTEST_WAITS_MS.most));
}
