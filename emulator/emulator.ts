/** A running emulator, as the programs that start one see it. */
import type { AccountRecord, EventRecord, UserRecord } from '../schemas/records.ts';
import type { Trace, TraceFilter } from './trace.ts';

/** A running emulator. */
export interface Emulator {
  /** For example `http://127.0.0.1:4100`; no URL here ends with a slash. */
  readonly url: string;
  /** The destination's static URL, the `--base-url` of `verify`. */
  readonly baseUrl: string;
  /** The Records API, the `--records-url` of `verify`. */
  readonly recordsUrl: string;
  /** Segment's ingress, without `/v1`; libraries call it their host. */
  readonly ingressUrl: string;
  /** The control plane: clock, traces, instances, reset. */
  readonly controlUrl: string;
  /** Key of the connector that allows free email providers. */
  readonly apiKey: string;
  /** Key of the connector that blocks free email providers. */
  readonly blockingApiKey: string;
  /** A valid key that is answered 403. */
  readonly restrictedApiKey: string;
  /** Write key of the source in front of the destination. */
  readonly writeKey: string;
  /** The Bearer token that the control plane requires; undefined on a loopback address, unless given. */
  readonly controlToken: string | undefined;
  /** What is stored, without a request. */
  readonly records: StoredRecords;
  /** What happened to each call, the oldest first: the traces of `GET /_emulator/traces`, without pages. */
  traces(filter?: TraceFilter): readonly Trace[];
  /**
   * Moves a frozen clock forward, as `POST /_emulator/clock/advance` does. It resolves when everything that became due
   * is done.
   *
   * @param duration `'300ms'`, `'5s'`, `'2m'`, `'6h'`, `'31d'`, or milliseconds
   * @throws if the clock is not frozen: start the emulator with `clock: 'frozen'`
   */
  advance(duration: string | number): Promise<Advance>;
  /**
   * Forgets records, traces, waiting deliveries and counts at once; settings and the time of the clock stay. It resolves
   * when the data directory, if there is one, is empty as well.
   */
  reset(): Promise<void>;
  /**
   * Lets the process end although the emulator listens, as `unref` of a server does. Connections that are open already
   * still keep it alive.
   */
  unref(): void;
  /**
   * Stops listening and delivering, and closes idle connections at once. Requests in flight, from clients and to
   * destinations, have one second to finish. Waiting deliveries keep their state in the traces. May be called again.
   */
  close(): Promise<void>;
}

/** The three questions of the Records API; without an ID, each answers with everything that the connector stores. */
export interface StoredRecords {
  /** The Users with this `userId` or this `anonymousId`. */
  users(query?: PersonFilter): readonly UserRecord[];
  /** The Accounts with this `groupId`. */
  accounts(query?: AccountFilter): readonly AccountRecord[];
  /** The events of this `userId` or this `anonymousId`, the oldest first. */
  events(query?: PersonFilter): readonly EventRecord[];
}

/** Which connector's records to read: the one that allows free email providers (default), or the one that blocks them. */
interface ConnectorFilter {
  readonly connector?: 'api-key' | 'blocking-api-key' | undefined;
}

/** One of the two IDs, or neither. */
export interface PersonFilter extends ConnectorFilter {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

/** One Account, or all. */
export interface AccountFilter extends ConnectorFilter {
  readonly groupId?: string | undefined;
}

/** What moving the clock did; times as ISO 8601. */
export interface Advance {
  readonly mode: 'real' | 'frozen';
  /** The time of the clock afterwards. */
  readonly now: string;
  /** Its time before. */
  readonly from: string;
  /** How many timers fired, such as retries and syncs. */
  readonly count: number;
  /** The first thousand of them, in order. */
  readonly fired: readonly FiredTimer[];
  /** How many more fired; absent if none did. */
  readonly notShown?: number | undefined;
  /** How many timers wait. */
  readonly timers: number;
  /** When the next of them fires; absent if none waits. */
  readonly next?: string | undefined;
}

/** A timer that fired. */
export interface FiredTimer {
  readonly at: string;
  /** What happened, such as `retry`. */
  readonly what: string;
  readonly messageId?: string | undefined;
  readonly instance?: string | undefined;
}
