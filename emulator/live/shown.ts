/** What the live view shows of a call before anybody asks for more. The console reads it, so it imports nothing else. */
import type { Trace } from '../trace.ts';

/**
 * What became of a call. `accepted`: the destination took it; `waiting`: an attempt is still to come; `failed`: it was
 * refused, or given up; `dropped`: it goes no further than Segment, or than the filters of a destination.
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
export interface RequestRow {
  /** In the ring of the journal, as `position` of a call is in that of the traces. */
  readonly position: number;
  readonly result: LiveResult;
  readonly receivedAt: string;
  readonly connector: string | undefined;
  readonly type: string | undefined;
  readonly messageId: string | undefined;
  readonly event: string | undefined;
  readonly status: number;
  readonly code: string | undefined;
  readonly rules: readonly string[];
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  /** The address that was probably meant. */
  readonly nearest?: string | undefined;
}

/** The data of an event `calls`. */
export interface LiveCalls {
  /** New and changed ones, in the order of their positions. */
  readonly calls: readonly CallRow[];
  readonly requests: readonly RequestRow[];
  /** All new ones, also those that are left out, by what became of them so far; absent if they came before the reader. */
  readonly counts?: LiveCounts;
  /** New ones that are left out, because more came than a person can read. */
  readonly leftOut: number;
}
