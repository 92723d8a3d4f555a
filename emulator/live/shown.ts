/** What the live view shows of a call before anybody asks for more. The console reads it, so it imports nothing else. */
import type { LiveGrade } from '../grading/shown.ts';
import type { AnsweredRequest, Trace } from '../trace.ts';

/**
 * How a call ended, or that it has not. `accepted`: the destination took it; `waiting`: an attempt is still to come; `failed`: it was
 * refused, or given up; `dropped`: it goes no further than Segment, or than the filters of a destination.
 */
export type LiveResult = 'accepted' | 'waiting' | 'failed' | 'dropped';

export type LiveCounts = Record<LiveResult, number>;

/** A call that came to the ingress, or of Engage. */
export interface CallRow extends Omit<Trace, 'received' | 'delivered' | 'bodies'> {
  readonly result: LiveResult;
}

/** A request that came to the destination itself, or met no route. */
export interface RequestRow extends AnsweredRequest {
  /** Its place in the journal, as `position` of a call is that among the traces. */
  readonly position: number;
  readonly result: LiveResult;
  readonly receivedAt: string;
}

/** The data of an event `calls`. */
export interface LiveCalls {
  /** New and changed ones, in the order of their positions. */
  readonly calls: readonly CallRow[];
  readonly requests: readonly RequestRow[];
  /** All new ones, also those that are left out, by their results so far; absent if they came before the reader. */
  readonly counts?: LiveCounts;
  /** New ones that are left out, because more came than a person can read. */
  readonly leftOut: number;
}

/** The data of an event `state`: what a world is and holds, without keys. */
export interface LiveState {
  readonly version: string | undefined;
  readonly world: { readonly id: string; readonly name: string | undefined };
  readonly clock: {
    readonly mode: 'real' | 'frozen';
    /** Absent while the clock runs, because it would always differ. */
    readonly now?: string | undefined;
    /** How many timers wait, and when the next of them fires. */
    readonly timers: number;
    readonly next?: string | undefined;
  };
  readonly connectors: readonly {
    readonly name: string;
    readonly freeEmail: 'allow' | 'block';
    readonly permitted: boolean;
    readonly builtIn: boolean;
  }[];
  /** Numbers of records by connector and kind. */
  readonly records: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly source: { readonly projectId: string; readonly enabled: boolean };
  readonly instances: readonly LiveInstance[];
  /** Audiences and computed traits, and how many syncs each had. */
  readonly computed: readonly {
    readonly key: string;
    readonly kind: 'audience' | 'trait';
    readonly size: number;
    readonly syncs: number;
  }[];
  readonly faults: readonly { readonly id: string; readonly spent: readonly number[] }[];
  /** Number of requests that met no route. */
  readonly unmet: number;
  readonly choices: Readonly<Record<string, string>>;
  readonly variants: readonly string[];
  /** How often each defect that is switched on has acted. */
  readonly defects: Readonly<Record<string, number>>;
  /** Absent before the first run that grades. */
  readonly grade?: LiveGrade | undefined;
}

export interface LiveInstance {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly hasApiKey: boolean;
  readonly endpoint: string;
}
