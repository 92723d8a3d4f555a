/** Properties that only their number tells apart. */
import type { Members } from './calls.ts';

/**
 * `property_1` to `property_count`, each with a value of its own.
 *
 * @param length of each value, at least. Default: as long as needed
 */
export function numberedProperties(count: number, length = 0): Members {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`property_${i + 1}`, `value ${i + 1}`.padEnd(length, '.')]),
  );
}
