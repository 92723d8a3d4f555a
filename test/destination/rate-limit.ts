/** Limits the requests per second. */

import type { Refusal } from './answer.ts';

export interface RateLimit {
  /** Requests that are served in one second, including reads of records. */
  readonly callsPerSecond: number;
  /** The form of Retry-After in a 429 response. */
  readonly retryAfter: 'seconds' | 'date' | 'none';
}

/**
 * Creates a gate that is called for each request and returns a 429 beyond the limit. Each second begins with the
 * first request in it. `now` returns milliseconds since 1970.
 */
export function createRateGate(limit: RateLimit, now: () => number): () => Refusal | undefined {
  let endsAt = Number.NEGATIVE_INFINITY;
  let taken = 0;
  return () => {
    const time = now();
    if (time >= endsAt) {
      endsAt = time + 1000;
      taken = 0;
    }
    taken += 1;
    if (taken <= limit.callsPerSecond) return undefined;
    const message = `More than ${limit.callsPerSecond} requests in a second: wait, then send it again.`;
    return { refusal: 429, message, headers: retryAfter(limit, endsAt) };
  };
}

function retryAfter({ retryAfter }: RateLimit, endsAt: number): Record<string, string> {
  if (retryAfter === 'seconds') return { 'retry-after': '1' };
  // An HTTP date has whole seconds only: rounded down, it would be too early.
  if (retryAfter === 'date') {
    return { 'retry-after': new Date(Math.ceil(endsAt / 1000) * 1000).toUTCString() };
  }
  return {};
}
