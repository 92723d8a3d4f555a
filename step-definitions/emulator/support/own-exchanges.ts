/** The requests of a scenario in the order of its clock: from the source to the emulator, and from there to a destination. */
import type { Exchange } from '../../../schemas/index.ts';
import type { ReceivedCall } from './recording-destination.ts';

/** An attempt of a delivery, as a trace has it. */
export interface SeenAttempt {
  /** ISO 8601 in UTC, of the clock of the emulator. */
  readonly at: string;
  readonly ms: number;
  /** Present if there was no response. */
  readonly error?: string;
}

/**
 * A call as it arrived, as an exchange. The key is replaced by the label that records have.
 *
 * @param attempt the one that the call arrived by, because only the emulator knows its clock
 */
export function deliveryExchange(
  url: string,
  { headers, body, status }: ReceivedCall,
  { at, ms, error = 'the connection was closed' }: SeenAttempt,
): Exchange {
  return {
    purpose: 'call',
    startedAt: at,
    durationMs: ms,
    request: {
      method: 'POST',
      url,
      headers: { 'content-type': headers['content-type'] ?? '', authorization: 'Basic «api-key»' },
      body: JSON.stringify(body),
    },
    ...(status === undefined ? { failure: error } : { response: { status, headers: {}, body: '' } }),
  };
}

/** Oldest first. At the same time, a request to the emulator comes before the delivery that it causes. */
export function inOrder(posted: readonly Exchange[], delivered: readonly Exchange[]): Exchange[] {
  return [...posted, ...delivered].toSorted(
    (one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt),
  );
}
