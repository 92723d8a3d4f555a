/** Keeps what one example sent and saw, redacted, and what it had to wait for. */
import type { Exchange } from '../../schemas/index.ts';

/** One for an example; filled by the target and the evidence port, read by the After hook. */
export interface Recorder {
  readonly exchanges: Exchange[];
  /** Milliseconds spent waiting for the rate or for a pause; they count against no deadline. */
  waitedMs: number;
}

export function createRecorder(): Recorder {
  return { exchanges: [], waitedMs: 0 };
}
