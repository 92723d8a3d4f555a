/** Records the exchanges of one example, redacted, and how long it had to wait. */
import type { Exchange } from '../../schemas/index.ts';

/** One per example: the target and the evidence port fill it, the After hook reads it. */
export interface Recorder {
  readonly exchanges: Exchange[];
  /** Milliseconds spent waiting for the rate limit or a pause; no deadline includes them. */
  waitedMs: number;
}

export function createRecorder(): Recorder {
  return { exchanges: [], waitedMs: 0 };
}
