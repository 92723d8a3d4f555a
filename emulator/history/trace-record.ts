/**
 * The way of one call, as it is kept: as few and as small objects as will do, because one is made for every
 * call. `control/render-trace.ts` makes something readable of it when somebody asks.
 */
import type { Reason } from './reasons.ts';

export interface CallTrace {
  readonly messageId: string;
  readonly type: string | undefined;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Why the call went no further than the source. */
  reason: Reason | undefined;
  /** Calls that came later with the same messageId. */
  duplicates: number;
  /** The latest of the deliveries, one for each instance. */
  delivery: DeliveryTrace | undefined;
}

export interface DeliveryTrace {
  /** Id of the instance. */
  readonly instance: string;
  state: 'queued' | 'awaiting-retry' | 'delivered' | 'discarded' | 'filtered';
  /** Why the call was filtered, or given up before another attempt. */
  reason: Reason | undefined;
  /** When the next attempt falls due, in milliseconds since the epoch. */
  dueAt: number | undefined;
  attempt: AttemptTrace | undefined;
  readonly earlier: DeliveryTrace | undefined;
}

export interface AttemptTrace extends Omit<AttemptResult, 'retryAfter'> {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly earlier: AttemptTrace | undefined;
}

/** What came of one attempt: an answer, or an error where there was none. */
export interface AttemptResult {
  readonly status?: number | undefined;
  /** Such as `ECONNREFUSED`. */
  readonly error?: string | undefined;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** The answer's own explanation, without keys. */
  readonly message?: string | undefined;
  /** Ids of the rules that decided the answer, where the destination names them. */
  readonly rules?: readonly string[] | undefined;
  /** Seconds of the answer's Retry-After. */
  readonly retryAfter?: number | undefined;
}
