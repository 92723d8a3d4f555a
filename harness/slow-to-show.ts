/** Whether a destination shows late what it stored, so that exploring unasked would take longer than all examples. */
import type { DurationBucket } from '../schemas/index.ts';

const SLOW_MS = 150;
const MOST_SLOW = 0.1;

/**
 * True if more than a tenth of the calls took longer than 150 ms to become visible (docs/contract.md section 5).
 *
 * @param visible how long calls took, in buckets
 */
export function isSlowToShow(visible: readonly DurationBucket[]): boolean {
  const count = (buckets: readonly DurationBucket[]) =>
    buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return count(visible.filter(({ upToMs }) => upToMs > SLOW_MS)) > MOST_SLOW * count(visible);
}
