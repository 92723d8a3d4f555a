/** Batches of calls as Segment's libraries send them (docs/segment-facts.md sections 2 and 3). */
import type { Call } from '../calls/index.ts';

/** A body for `POST /v1/batch`. */
export interface Batch {
  readonly batch: readonly Call[];
  /** When the batch was sent, as ISO 8601: the time of its last call. */
  readonly sentAt: string;
}

const CALLS = 100;

/** Segment's limit is 500 KB; the rest is for the members beside the calls. */
const BYTES = 490 * 1024;

/** Batches of up to 100 calls and 490 KB, in the order of the calls. */
export function* batches(calls: Iterable<Call>): Generator<Batch> {
  let batch: Call[] = [];
  let bytes = 0;
  for (const call of calls) {
    const size = Buffer.byteLength(JSON.stringify(call)) + 1;
    if (batch.length === CALLS || (batch.length > 0 && bytes + size > BYTES)) {
      yield closed(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(call);
    bytes += size;
  }
  if (batch.length > 0) yield closed(batch);
}

function closed(batch: readonly Call[]): Batch {
  return { batch, sentAt: String(batch.at(-1)?.sentAt ?? batch.at(-1)?.timestamp) };
}
