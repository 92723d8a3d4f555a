/** The destination: accepts or refuses each call, and stores what it says. */
import type { Clock } from '../ambient.ts';
import type { Answer } from '../answers/index.ts';
import type { Choices } from '../choices/index.ts';
import type { Limits } from '../limits.ts';
import type { Authentication, Decision, Inbound } from './call.ts';
import { type Connector, type ConnectorKeys, type Connectors, createConnectors } from './connectors.ts';
import { createParts, type Parts } from './parts.ts';
import { receive } from './receive.ts';
import type { RecordsQuestion } from './records.ts';
import type { StoreWatcher } from './store/index.ts';
import { clearStore, type PersistedRecord, restore, sizeOf } from './store/index.ts';

export interface Destination {
  readonly connectors: Connectors;
  /** Finds the caller of an Authorization header, for callers that deliver many calls with the same header. */
  authenticate(authorization: string): Authentication;
  /** Decides about a call and stores the result. */
  deliver(inbound: Inbound): Decision;
  /** Answers a request to the Records API. */
  records(question: RecordsQuestion): Answer;
  /** Restores a persisted record; does nothing if the connector does not exist. */
  restore(connector: string, record: PersistedRecord): void;
  /** Registers a watcher for each connector, by its name; it is called on every later change. */
  watch(watcherOf: (connector: string) => StoreWatcher): void;
  /** Deletes every record of every connector, and the connectors that were added. */
  reset(): void;
  /** Number of records by connector and kind. */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface DestinationOptions {
  readonly keys: ConnectorKeys;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly clock: Clock;
  /** Called with each decision after its mutation was stored. */
  readonly onDecision: (decision: Decision, inbound: Inbound) => void;
  /** Replaces parts, at the start and at each reset. Default: no replacement. */
  readonly alter?: ((parts: Parts, connectors: readonly Connector[]) => Parts) | undefined;
}

export function createDestination(options: DestinationOptions): Destination {
  const { limits, onDecision, alter = (parts) => parts } = options;
  const connectors = createConnectors(options.keys);
  const { list } = connectors;
  const assemble = () => alter(createParts(list, options.choices, limits), list);
  let parts = assemble();
  return {
    connectors,
    authenticate: (authorization) => parts.authenticate(authorization),
    deliver(inbound) {
      const decision = parts.amend(receive(parts, options, inbound), inbound);
      if (decision.connector !== undefined && decision.mutation !== undefined) {
        parts.apply(decision.connector, decision.mutation);
      }
      const finished = parts.finish(decision);
      onDecision(finished, inbound);
      return finished;
    },
    records: (question) => parts.records(question),
    restore(name, record) {
      const connector = list.find((one) => one.name === name);
      if (connector !== undefined) restore(connector.store, record);
    },
    watch(watcherOf) {
      for (const { name, store } of list) store.watcher = watcherOf(name);
    },
    reset() {
      connectors.reset();
      for (const { store } of list) clearStore(store);
      parts = assemble();
    },
    counts: () => Object.fromEntries(list.map(({ name, store }) => [name, sizeOf(store)])),
  };
}
