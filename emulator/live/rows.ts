/** Makes what the live view shows of traces and entries of the journal. */
import { isSuccessStatus } from '../../schemas/index.ts';
import { type CallTrace, type JournalEntry, renderTrace } from '../history/index.ts';
import type { CallRow, LiveResult, RequestRow } from './shown.ts';

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
  const { door, message } = entry;
  const result = resultOfRequest(entry);
  const receivedAt = new Date(at).toISOString();
  return {
    ...{ position, result, receivedAt, connector, type, messageId, event },
    ...{ status, code, rules, method, path, nearest, door, message },
  };
}
