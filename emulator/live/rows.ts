/** What the live view shows of a call before anybody asks for more, and what became of it in one word. */
import { isSuccessStatus } from '../../schemas/index.ts';
import { type CallTrace, type JournalEntry, renderTrace } from '../history/index.ts';
import type { Trace } from '../trace.ts';

/**
 * `accepted`: the destination took it; `waiting`: an attempt is still to come; `failed`: it was refused, or given up;
 * `dropped`: it goes no further than Segment, or than the filters of a destination.
 */
export type LiveResult = 'accepted' | 'waiting' | 'failed' | 'dropped';

export type LiveCounts = Record<LiveResult, number>;

/** A call that came to the ingress, or of Engage. */
export interface CallRow extends Omit<Trace, 'received' | 'delivered' | 'bodies'> {
  /** In the ring of the traces: `GET traces` with this as `cursor` and `limit=1` shows the call with its bodies. */
  readonly position: number;
  readonly result: LiveResult;
}

/** A request that came to the destination itself, or met no route. */
export interface RequestRow
  extends Pick<
    JournalEntry,
    'connector' | 'type' | 'messageId' | 'event' | 'status' | 'code' | 'rules' | 'method' | 'path' | 'nearest'
  > {
  /** In the ring of the journal, as `position` of a call is in that of the traces. */
  readonly position: number;
  readonly result: LiveResult;
  readonly receivedAt: string;
}

export function resultOfCall({ reason, delivery }: CallTrace): LiveResult {
  if (reason !== undefined) return 'dropped';
  let result: LiveResult = 'dropped';
  for (let one = delivery; one !== undefined; one = one.earlier) {
    if (one.state === 'queued' || one.state === 'awaiting-retry') return 'waiting';
    if (one.state === 'discarded') result = 'failed';
    else if (one.state === 'delivered' && result !== 'failed') result = 'accepted';
  }
  return result;
}

export function resultOfRequest({ status }: JournalEntry): LiveResult {
  return isSuccessStatus(status) ? 'accepted' : 'failed';
}

/** Whether an entry of the journal is shown: the deliveries of calls are in their traces. */
export function isRequest({ body, path }: JournalEntry): boolean {
  return body !== undefined || path !== undefined;
}

export function callRow(position: number, trace: CallTrace): CallRow {
  return { position, result: resultOfCall(trace), ...renderTrace(trace) };
}

export function requestRow(position: number, entry: JournalEntry): RequestRow {
  const { at, connector, type, messageId, event, status, code, rules, method, path, nearest } = entry;
  const result = resultOfRequest(entry);
  const receivedAt = new Date(at).toISOString();
  return {
    ...{ position, result, receivedAt, connector, type, messageId, event },
    ...{ status, code, rules, method, path, nearest },
  };
}
