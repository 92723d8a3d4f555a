/** Percentiles of durations that were counted in buckets. */
import type { DurationBucket } from '../../schemas/index.ts';

/** Milliseconds that the given share of all durations did not exceed, as far as the buckets tell. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** @returns undefined if nothing was counted */
export function percentilesOf(buckets: readonly DurationBucket[]): Percentiles | undefined {
  const count = buckets.reduce((total, bucket) => total + bucket.count, 0);
  if (count === 0) return undefined;
  const at = (share: number) => {
    let below = 0;
    for (const bucket of buckets) {
      below += bucket.count;
      if (below >= count * share) return bucket.upToMs;
    }
    return 0;
  };
  return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** `40 ms`, `1.5 s` */
export function durationInWords(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(1))} s`;
}
