/**
 * What happened to one call, as it is held in memory: few and small objects, because every call has one.
 * `render-trace.ts` makes it readable when it is requested.
 */
import type { BodyNumber } from './bodies.ts';
import type { Reason } from './reasons.ts';

export interface CallTrace {
  /** Ids are as `keptId` leaves them. */
  readonly messageId: string;
  readonly type: string | undefined;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** Of a track call; see `keptName`. */
  readonly event: string | undefined;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Why the call went no further than the source. */
  reason: Reason | undefined;
  /** Later calls with the same messageId. */
  duplicates: number;
  /** The latest delivery; there is one for each instance. */
  delivery: DeliveryTrace | undefined;
  /** What it counts as among the traces; 0 if it is not one of them. */
  bytes: number;
  /** The request that it came in; `NO_BODY` if it is not kept. */
  readonly body: BodyNumber;
  /** Its place among the calls of that request. */
  readonly place: number;
}

export interface DeliveryTrace {
  /** Id of the instance. */
  readonly instance: string;
  state: 'queued' | 'awaiting-retry' | 'delivered' | 'discarded' | 'filtered';
  /** Why the call was filtered, or discarded before another attempt. */
  reason: Reason | undefined;
  /** When the next attempt falls due, in milliseconds since the epoch. */
  dueAt: number | undefined;
  attempt: AttemptTrace | undefined;
  /** Whether the built-in destination stored something. */
  isStored: boolean;
  readonly earlier: DeliveryTrace | undefined;
}

export interface AttemptTrace extends Omit<AttemptResult, 'retryAfter' | 'isStored'> {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly earlier: AttemptTrace | undefined;
}

/** The result of one attempt: a response, or a network error. */
export interface AttemptResult {
  readonly status?: number | undefined;
  /** The code of a network error, such as `ECONNREFUSED`. */
  readonly error?: string | undefined;
  /** Duration in milliseconds. */
  readonly ms: number;
  /** The message of the response, without keys. */
  readonly message?: string | undefined;
  /** Ids of the rules that decided the response, if the destination names them. */
  readonly rules?: readonly string[] | undefined;
  /** Seconds of the response's Retry-After. */
  readonly retryAfter?: number | undefined;
  /** Whether something was stored; only the built-in destination says so. */
  readonly isStored?: boolean | undefined;
  /** Which of all its decisions that of the built-in destination was; undefined if it never saw the call. */
  readonly turn?: number | undefined;
  /** The number of the connector that it chose; undefined if it knew none. */
  readonly connectorNumber?: number | undefined;
}
