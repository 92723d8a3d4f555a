/** Connectors: each has an API key, a rule for free email providers and its own records. */
import type { Result } from '../../schemas/index.ts';
import { digestOf, isSameDigest, type KeyDigest } from '../key-digest.ts';
import { createStore, type Store } from './store/index.ts';

/** The connectors that every destination has. */
export const CONNECTOR_NAMES = ['allowing', 'blocking', 'restricted'] as const;

export interface Connector {
  /** Unlike the name, never that of another connector, not even of one that was removed. */
  readonly number: number;
  /** Unique among the connectors of a destination. */
  readonly name: string;
  readonly apiKey: KeyDigest;
  readonly freeEmail: 'allow' | 'block';
  /** A valid key without permission is answered 403 (AST-AUTH-007). */
  readonly permitted: boolean;
  readonly store: Store;
}

export interface ConnectorKeys {
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
}

/** A connector to add. */
export interface NewConnector extends Pick<Connector, 'name' | 'freeEmail'> {
  readonly apiKey: string;
}

export type ConnectorProblem =
  | 'connector-unknown'
  | 'connector-name-taken'
  | 'connector-fixed'
  | 'connectors-full';

/** Comparing with every key must stay cheap, since it is done for every caller that is not known yet. */
export const MOST_CONNECTORS = 100;

export interface Connectors {
  /** The three of the start, then the others in the order in which they were added; always the same array. */
  readonly list: readonly Connector[];
  add(connector: NewConnector): Result<Connector, ConnectorProblem>;
  /** Adds one of a snapshot, whose name is not taken. */
  put(connector: Pick<Connector, 'name' | 'freeEmail' | 'apiKey'>): Connector;
  /** Removes a connector that was added, with its records. */
  remove(name: string): Result<Connector, ConnectorProblem>;
  /** Grows with each change, so that whoever remembers a caller can tell that this may be out of date. */
  readonly changes: number;
  /** Removes those that were added. */
  reset(): void;
}

export function createConnectors(keys: ConnectorKeys): Connectors {
  let latest = 0;
  const connectorOf = (
    { name, apiKey, freeEmail }: Pick<Connector, 'name' | 'freeEmail' | 'apiKey'>,
    permitted = true,
  ): Connector => {
    latest += 1;
    return { number: latest, name, apiKey, freeEmail, permitted, store: createStore() };
  };
  const list: Connector[] = [
    connectorOf({ name: 'allowing', apiKey: digestOf(keys.apiKey), freeEmail: 'allow' }),
    connectorOf({ name: 'blocking', apiKey: digestOf(keys.blockingApiKey), freeEmail: 'block' }),
    connectorOf({ name: 'restricted', apiKey: digestOf(keys.restrictedApiKey), freeEmail: 'allow' }, false),
  ];
  const fixed = list.length;
  let changes = 0;
  const put: Connectors['put'] = (connector) => {
    const added = connectorOf(connector);
    list.push(added);
    changes += 1;
    return added;
  };
  return {
    list,
    add(connector) {
      if (list.some(({ name }) => name === connector.name)) return { problem: 'connector-name-taken' };
      if (list.length >= MOST_CONNECTORS) return { problem: 'connectors-full' };
      return { value: put({ ...connector, apiKey: digestOf(connector.apiKey) }) };
    },
    put,
    remove(name) {
      const position = list.findIndex((connector) => connector.name === name);
      const found = list[position];
      if (found === undefined) return { problem: 'connector-unknown' };
      if (position < fixed) return { problem: 'connector-fixed' };
      list.splice(position, 1);
      changes += 1;
      return { value: found };
    },
    get changes() {
      return changes;
    },
    reset() {
      if (list.length === fixed) return;
      list.length = fixed;
      changes += 1;
    },
  };
}

/** The connector with this key. It compares all keys, so that the time taken does not reveal the match. */
export function findConnector(connectors: readonly Connector[], key: string): Connector | undefined {
  const sent = digestOf(key);
  let found: Connector | undefined;
  for (const connector of connectors) {
    if (isSameDigest(connector.apiKey, sent)) found = connector;
  }
  return found;
}
