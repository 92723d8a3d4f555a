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

/** Adds an exchange. Of looks at the same records with no call in between, only the last is kept. */
export function record({ exchanges }: Recorder, exchange: Exchange): void {
  if (exchange.purpose === 'records') {
    const before = exchanges.findLastIndex(
      (other) => other.purpose !== 'records' || isSameLook(other, exchange),
    );
    const other = exchanges[before];
    if (other?.purpose === 'records' && other.sentAgain === undefined) exchanges.splice(before, 1);
  }
  exchanges.push(exchange);
}

function isSameLook({ request: one }: Exchange, { request: other }: Exchange): boolean {
  return (
    one.url === other.url &&
    one.body === other.body &&
    one.headers.authorization === other.headers.authorization
  );
}
