/** How long responses took, as a histogram that can be saved, continued and added to others. */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from 'hdr-histogram-js';
import type { LoadRecord } from '../../schemas/index.ts';

type LatencyPercentiles = LoadRecord['sent']['latencyMs'];

/** Histograms count microseconds, so that fast responses are told apart. */
const PER_MS = 1000;

/** An hour: what takes longer counts as that. */
const SLOWEST = 3600 * 1000 * PER_MS;

export interface Latency {
  add(ms: number): void;
  percentiles(): LatencyPercentiles;
  /** Everything so far, as text. */
  saved(): string;
}

/** @param saved of an earlier start; default: nothing */
export function createLatency(saved?: string): Latency {
  const histogram = empty();
  if (saved !== undefined) histogram.add(decodeFromCompressedBase64(saved));
  return {
    add: (ms) => histogram.recordValue(Math.min(SLOWEST, Math.max(1, Math.round(ms * PER_MS)))),
    percentiles: () => percentilesIn(histogram),
    saved: () => encodeIntoCompressedBase64(histogram),
  };
}

/** Whether a text is what {@link Latency.saved} gave. */
export function isLatency(text: string): boolean {
  try {
    decodeFromCompressedBase64(text);
    return true;
  } catch {
    return false;
  }
}

/** Percentiles over all of them in milliseconds; undefined if nothing was counted. */
export function percentilesOf(saved: readonly string[]): LatencyPercentiles {
  const all = empty();
  for (const one of saved) all.add(decodeFromCompressedBase64(one));
  return percentilesIn(all);
}

function percentilesIn(histogram: Histogram): LatencyPercentiles {
  if (histogram.totalCount === 0) return undefined;
  const at = (percentile: number) => histogram.getValueAtPercentile(percentile) / PER_MS;
  return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: histogram.maxValue / PER_MS };
}

function empty(): Histogram {
  return build({ bitBucketSize: 64, highestTrackableValue: SLOWEST, numberOfSignificantValueDigits: 3 });
}
