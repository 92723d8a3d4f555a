/** What happened to a call, as readers see it. */

/** A stage that a call can reach, in order (docs/segment-facts.md section 3). */
export type CallStage =
  | 'received'
  | 'failed on ingest'
  | 'filtered at source'
  | 'filtered at destination'
  | 'pending retry'
  | 'failed delivery'
  | 'delivered';

/** What happened to one call. */
export interface Trace {
  /** Its place among the traces, which never changes: as `cursor`, with `limit=1`, it finds this trace again. */
  readonly position: number;
  readonly messageId: string;
  readonly type?: string | undefined;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly event?: string | undefined;
  readonly receivedAt: string;
  /**
   * `delivered`, `queued`, `errors.awaiting-retry.503`, `errors.discarded.400`; or, if the call ended before its
   * delivery, the stage and the reason, such as `failed-on-ingest.no_user_anon_id`. With several deliveries, the
   * outcome of the one that is furthest from being delivered.
   */
  readonly outcome: string;
  readonly stages: readonly TraceStage[];
  readonly deliveries: readonly TraceDelivery[];
  /** Later calls with the same messageId, which were dropped; absent if there were none. */
  readonly duplicates?: number;
  /** The call as it was received; absent if bodies are not kept, are dropped or are left out, and for calls of Engage. */
  readonly received?: unknown;
  /** The call as it was delivered; absent also if it ended before its delivery. */
  readonly delivered?: unknown;
  /** `dropped` if the bodies are gone because newer ones needed the space. */
  readonly bodies?: 'dropped';
}

/** A stage that the call reached, and why it went no further. */
export interface TraceStage {
  readonly stage: CallStage;
  readonly at?: string;
  readonly instance?: string;
  readonly reason?: string;
  readonly meaning?: string;
}

/** The delivery to one destination instance. */
export interface TraceDelivery {
  readonly instance: string;
  /** Of the built-in destination, the connector that the latest attempt came to. */
  readonly connector?: string | undefined;
  readonly outcome: string;
  readonly nextAttemptAt?: string;
  readonly attempts: readonly TraceAttempt[];
}

/** One attempt of a delivery: a response, or a network error. */
export interface TraceAttempt {
  readonly at: string;
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  readonly ms: number;
  readonly message?: string | undefined;
  readonly rules?: readonly string[] | undefined;
}

/** Which traces to read; default: all. */
export interface TraceFilter {
  readonly messageId?: string | undefined;
  /** A userId or an anonymousId. */
  readonly userId?: string | undefined;
  /** An outcome, or its beginning up to a full stop, such as `errors.discarded`. */
  readonly outcome?: string | undefined;
  /** Whether the bodies are shown. Default: true. */
  readonly bodies?: boolean | undefined;
  /** How many traces, the oldest first. Default: all that match. */
  readonly limit?: number | undefined;
}

/** An answer of the destination, or to a request that met no route, or that the ingress refused as a whole. */
export interface AnsweredRequest {
  readonly connector: string | undefined;
  readonly type: string | undefined;
  readonly messageId: string | undefined;
  /** Of a track call. */
  readonly event: string | undefined;
  readonly status: number;
  readonly code: string | undefined;
  readonly rules: readonly string[];
  /** `ingress` if the ingress refused the request as a whole: none of its calls has a trace. */
  readonly door?: 'ingress' | undefined;
  /** What the ingress said then. */
  readonly message?: string | undefined;
  /** Of a request that met no route, came with another method, or was refused by the ingress. */
  readonly method?: string | undefined;
  /** Of a request that met no route or was refused by the ingress, without its query. */
  readonly path?: string | undefined;
  /** The address that was probably meant. */
  readonly nearest?: string | undefined;
}
