/** Records the exchanges of one example, redacted, and how long it had to wait. */
import type { Exchange } from '../../schemas/index.ts';

/** One per example: the target and the evidence port fill it, the After hook reads it. */
export interface Recorder {
  /** The id of the example, or another name for what sends the requests. */
  readonly example: string;
  readonly exchanges: Exchange[];
  /** Milliseconds spent waiting for the rate limit, a pause or another attempt; no deadline includes them. */
  waitedMs: number;
}

export function createRecorder(example: string): Recorder {
  return { example, exchanges: [], waitedMs: 0 };
}
