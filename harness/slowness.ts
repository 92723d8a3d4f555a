/** Whether a destination is slow, so that a run of it is arranged in another way (docs/contract.md section 5). */
import type { DurationBucket } from '../schemas/index.ts';

/**
 * True if more than a tenth of the calls took longer than 150 ms to become visible: exploring unasked would then take
 * longer than all examples.
 *
 * @param visible how long calls took, in buckets
 */
export function isSlowToShow(visible: readonly DurationBucket[]): boolean {
  return countOf(above(150, visible)) > 0.1 * countOf(visible);
}

function above(ms: number, buckets: readonly DurationBucket[]): readonly DurationBucket[] {
  return buckets.filter(({ upToMs }) => upToMs > ms);
}

function countOf(buckets: readonly DurationBucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0);
}
