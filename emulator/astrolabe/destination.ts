/** The destination: accepts or refuses each call, and stores what it says. */
import type { Clock } from '../ambient.ts';
import type { Answer } from '../answers/index.ts';
import type { Choices } from '../choices/index.ts';
import type { KeyDigest } from '../key-digest.ts';
import type { Limits } from '../limits.ts';
import type { Authentication, Decision, Inbound } from './call.ts';
import {
  type Connector,
  type ConnectorKeys,
  type Connectors,
  createConnectors,
  findConnector,
} from './connectors.ts';
import { type ListQuestion, listRecords, type RecordList } from './list-records.ts';
import { createParts, type Parts } from './parts.ts';
import { receive } from './receive.ts';
import type { RecordCollection, RecordsQuestion } from './records.ts';
import type { StoreWatcher } from './store/index.ts';
import {
  clearStore,
  loadStore,
  type PersistedRecord,
  restore,
  type SavedStore,
  saveStore,
  sizeOf,
} from './store/index.ts';

export interface Destination {
  readonly connectors: Connectors;
  /** Finds the caller of an Authorization header, for callers that deliver many calls with the same header. */
  authenticate(authorization: string): Authentication;
  /** Decides about a call and stores the result. */
  deliver(inbound: Inbound): Decision;
  /** Answers a request to the Records API. */
  records(question: RecordsQuestion): Answer;
  /** Lists the records of all connectors, for whoever may see all of them. */
  list(collection: RecordCollection, search: ListQuestion): RecordList;
  /** Restores a persisted record; does nothing if the connector does not exist. */
  restore(connector: string, record: PersistedRecord): void;
  /** Registers a watcher for each connector, by its name; it is called on every later change. */
  watch(watcherOf: (connector: string) => StoreWatcher): void;
  /** The connectors with their records, without their keys. */
  save(): readonly SavedConnector[];
  /**
   * Continues from what was saved, after a reset; connectors are found by their names, and added ones are added again.
   *
   * @param keyFor the key of one that is added
   */
  load(saved: readonly SavedConnector[], keyFor: (name: string) => KeyDigest): void;
  /** The name of the connector with this key; undefined if there is none. */
  connectorOf(apiKey: string): string | undefined;
  /** Deletes every record of every connector, and the connectors that were added. */
  reset(): void;
  /** Number of calls that were decided since the start or the last reset, which is also the turn of the latest. */
  readonly decided: number;
  /** Whether records came in another way than by these calls: from a data directory or a snapshot. */
  readonly isContinued: boolean;
  /** Number of records by connector and kind. */
  counts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A connector as plain JSON. */
export interface SavedConnector extends Pick<Connector, 'name' | 'freeEmail' | 'permitted'> {
  readonly records: SavedStore;
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
  let decided = 0;
  let isContinued = false;
  return {
    connectors,
    authenticate: (authorization) => parts.authenticate(authorization),
    deliver(inbound) {
      decided += 1;
      const decision = parts.amend(receive(parts, options, inbound), inbound);
      if (decision.connector !== undefined && decision.mutation !== undefined) {
        parts.apply(decision.connector, decision.mutation);
      }
      const finished = parts.finish(decision);
      onDecision(finished, inbound);
      return finished;
    },
    records: (question) => parts.records(question),
    list: (collection, search) => listRecords(list, collection, search),
    restore(name, record) {
      const connector = list.find((one) => one.name === name);
      if (connector === undefined) return;
      isContinued = true;
      restore(connector.store, record);
    },
    watch(watcherOf) {
      for (const { name, store } of list) store.watcher = watcherOf(name);
    },
    save: () =>
      list.map(({ name, freeEmail, permitted, store }) => ({
        name,
        freeEmail,
        permitted,
        records: saveStore(store),
      })),
    load(saved, keyFor) {
      for (const { name, freeEmail, records } of saved) {
        const known = list.find((one) => one.name === name);
        const { store } = known ?? connectors.put({ name, freeEmail, apiKey: keyFor(name) });
        loadStore(store, records);
        isContinued ||= Object.values(sizeOf(store)).some((size) => size > 0);
      }
    },
    connectorOf: (apiKey) => findConnector(list, apiKey)?.name,
    reset() {
      connectors.reset();
      for (const { store } of list) clearStore(store);
      parts = assemble();
      decided = 0;
      isContinued = false;
    },
    get decided() {
      return decided;
    },
    get isContinued() {
      return isContinued;
    },
    counts: () => Object.fromEntries(list.map(({ name, store }) => [name, sizeOf(store)])),
  };
}
