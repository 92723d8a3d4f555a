/** Notifies watchers of what happens to calls, as it happens. */
import type { Answer } from '../answers/index.ts';
import type { Decision, Inbound } from '../astrolabe/index.ts';
import type { CallTrace, DeliveryTrace } from './trace-record.ts';

type SeenCall = Readonly<Record<string, unknown>>;

/** A request that met no route, or a route with another method. */
export interface UnmetRequest {
  readonly method: string;
  /** Without its query; see `keptName`. */
  readonly path: string;
  readonly status: number;
  readonly code: string | undefined;
  /** The address that was probably meant. */
  readonly nearest: string | undefined;
}

/** A request that a fault plan answered or broke off: nothing of it is processed. */
export interface DecidedRequest {
  readonly at: 'ingress' | 'destination';
  /** Of the plan. */
  readonly id: string;
  /** Undefined if the connection is broken off. */
  readonly status: number | undefined;
  /** Its calls as they were sent; none if they cannot be read. */
  readonly calls: readonly SeenCall[];
}

/** What can be watched. A watcher must neither throw nor change what it is given. */
export interface CallWatcher {
  /**
   * A call is read from a request to the ingress; `received` follows at once.
   *
   * @param value as it was sent, at a route of one type with that type; it is changed after this, and need not be an object
   */
  arrived?(value: unknown): void;
  /**
   * The ingress received a call, or Engage made one. It comes before the deliveries of the call.
   *
   * @param trace its `reason` says why the call goes no further; undefined if it goes to the destinations
   * @param call as it is delivered; as it was sent if it goes no further
   */
  received?(trace: CallTrace, call: SeenCall): void;
  /** The ingress refused a request as a whole. */
  refused?(answer: Answer): void;
  /** An attempt to deliver a call has ended, or it is not delivered; `delivery.state` says what comes next. */
  attempted?(trace: CallTrace, delivery: DeliveryTrace, call: SeenCall): void;
  /** The destination answered, to the ingress or to a request of its own, after it stored what it accepted. */
  answered?(decision: Decision, inbound: Inbound): void;
  /** A fault plan decided what happens to a request; `refused` has the answer too. */
  faulted?(request: DecidedRequest): void;
  /** A request met no route. */
  unmet?(request: UnmetRequest): void;
}

export interface CallWatch {
  /** @returns a function that ends it */
  add(watcher: CallWatcher): () => void;
  /** Those that watch now; usually nobody, which costs a look at an empty list. */
  readonly watchers: readonly CallWatcher[];
}

export function createCallWatch(): CallWatch {
  let watchers: readonly CallWatcher[] = [];
  return {
    add(watcher) {
      watchers = [...watchers, watcher];
      return () => {
        watchers = watchers.filter((one) => one !== watcher);
      };
    },
    get watchers() {
      return watchers;
    },
  };
}
