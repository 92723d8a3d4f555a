/** Counts what the network and the limits of the target do to a run, and how long the target takes. */
import type { DurationBucket, LatencySummary, NetworkSummary, UnsteadyRequest } from '../../schemas/index.ts';

/** One per run. */
export interface NetworkLog {
  /** @param isValidCall true for a call that a destination must accept: only these count for AST-HTTP-014 */
  unsteady(request: UnsteadyRequest, isValidCall: boolean): void;
  /** @param heldMs for how long the response holds the run back, beyond what others asked for already */
  throttled(heldMs: number): void;
  reopened(): void;
  /** The duration of one call, in milliseconds. */
  answeredIn(ms: number): void;
  /** How long one call took to become visible, in milliseconds. */
  visibleAfter(ms: number): void;
  /** Valid calls that were unsteady, in the order of sending. */
  unsteadyCalls(): readonly UnsteadyRequest[];
  summary(): NetworkSummary;
  latency(): LatencySummary;
}

/** How many unsteady requests a record describes. */
const DESCRIBED = 20;

/** @param redact hides keys in what came from the target */
export function createNetworkLog(redact: (text: string) => string): NetworkLog {
  const unsteady: UnsteadyRequest[] = [];
  const unsteadyCalls: UnsteadyRequest[] = [];
  const calls = new Map<number, number>();
  const visible = new Map<number, number>();
  let throttled = 0;
  let throttledMs = 0;
  let reopened = 0;
  return {
    unsteady(request, isValidCall) {
      const shown = { ...request, came: redact(request.came) };
      unsteady.push(shown);
      if (isValidCall) unsteadyCalls.push(shown);
    },
    throttled(heldMs) {
      throttled += 1;
      throttledMs += heldMs;
    },
    reopened() {
      reopened += 1;
    },
    answeredIn: (ms) => count(calls, ms),
    visibleAfter: (ms) => count(visible, ms),
    unsteadyCalls: () => unsteadyCalls,
    summary: () => ({
      unsteady: unsteady.length,
      firstUnsteady: unsteady.slice(0, DESCRIBED),
      throttled,
      throttledMs,
      reopened,
    }),
    latency: () => ({ calls: bucketsOf(calls), visible: bucketsOf(visible) }),
  };
}

/** Ten buckets for each power of ten, so that a percentile is off by a quarter at most. */
function bucketOf(ms: number): number {
  const step = Math.ceil(Math.round(Math.log10(Math.max(ms, 1)) * 1e6) / 1e5);
  return Math.round(10 ** (step / 10) * 10) / 10;
}

function count(buckets: Map<number, number>, ms: number): void {
  const upToMs = bucketOf(ms);
  buckets.set(upToMs, (buckets.get(upToMs) ?? 0) + 1);
}

function bucketsOf(counts: ReadonlyMap<number, number>): DurationBucket[] {
  return [...counts]
    .map(([upToMs, number]) => ({ upToMs, count: number }))
    .toSorted((a, b) => a.upToMs - b.upToMs);
}
