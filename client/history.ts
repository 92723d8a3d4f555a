/** What happened in a world: traces of calls, and the journal of the destination. */

import { allPages } from './records.ts';
import { ask, type JsonValue, type Reach } from './requests/index.ts';

/** Which traces to read. Default: all, the oldest first. */
export interface TraceSearch {
  readonly messageId?: string;
  /** A userId or an anonymousId. */
  readonly userId?: string;
  /** An outcome, or its beginning up to a full stop, such as `errors.discarded`. */
  readonly outcome?: string;
  /** False to leave out the bodies. Default: true. */
  readonly bodies?: boolean;
  /** How many traces at most. Default: all that match. */
  readonly limit?: number;
}

/** What happened to one call. */
export interface CallStory {
  /** Its place among the traces of the world: `/traces?cursor=POSITION&limit=1` finds it again. */
  readonly position: number;
  readonly messageId: string;
  readonly type?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly event?: string;
  readonly receivedAt: string;
  /** Such as `delivered`, `queued`, `errors.awaiting-retry.503` or `failed-on-ingest.no_user_anon_id`. */
  readonly outcome: string;
  readonly stages: readonly {
    readonly stage: string;
    readonly at?: string;
    readonly instance?: string;
    readonly reason?: string;
    readonly meaning?: string;
  }[];
  readonly deliveries: readonly {
    readonly instance: string;
    /** Of the built-in destination, the connector that the latest attempt came to. */
    readonly connector?: string;
    readonly outcome: string;
    readonly nextAttemptAt?: string;
    readonly attempts: readonly {
      readonly at: string;
      readonly status?: number;
      readonly error?: string;
      readonly ms: number;
      readonly message?: string;
      readonly rules?: readonly string[];
    }[];
  }[];
  /** Later calls with the same messageId, which were dropped; absent if there were none. */
  readonly duplicates?: number;
  /** Its body as it was received; absent if bodies are not kept. */
  readonly received?: JsonValue;
  /** Its body as it was delivered; absent if bodies are not kept, or it was not delivered. */
  readonly delivered?: JsonValue;
}

/** The journal: the latest answers of the destination, and requests that met no route or that the ingress refused. */
export interface JournalReading {
  /** The oldest first. */
  readonly entries: readonly JournalLine[];
  /** How many older ones were dropped. */
  readonly dropped: number;
}

/** One answer, or one request that met no route or that the ingress refused. */
export interface JournalLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: number;
  readonly code?: string;
  readonly connector?: string;
  readonly type?: string;
  readonly messageId?: string;
  /** The name of the event of a track call. */
  readonly event?: string;
  /** The rules that decided the answer. */
  readonly rules: readonly string[];
  /** `ingress` if the ingress refused the request as a whole. */
  readonly door?: 'ingress';
  /** What the ingress said then. */
  readonly message?: string;
  /** Of a request that met no route, or that the ingress refused. */
  readonly method?: string;
  readonly path?: string;
  /** The address that was probably meant. */
  readonly nearest?: string;
  readonly received?: JsonValue;
  readonly delivered?: JsonValue;
}

export function readTraces(reach: Reach, search: TraceSearch = {}): Promise<readonly CallStory[]> {
  return allPages<CallStory, 'traces'>(reach, '/traces', 'traces', { ...search });
}

export function readJournal(reach: Reach): Promise<JournalReading> {
  return ask<JournalReading>(reach, 'GET', '/journal');
}
