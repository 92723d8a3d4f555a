/** Connectors: each has an API key, a rule for free email providers and its own records. */
import { digestOf, isSameDigest, type KeyDigest } from '../key-digest.ts';
import { createStore, type Store } from './store/index.ts';

export const CONNECTOR_NAMES = ['allowing', 'blocking', 'restricted'] as const;

export interface Connector {
  readonly name: (typeof CONNECTOR_NAMES)[number];
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

export function createConnectors(keys: ConnectorKeys): readonly Connector[] {
  const connector = (name: Connector['name'], key: string, freeEmail: Connector['freeEmail']): Connector => ({
    name,
    apiKey: digestOf(key),
    freeEmail,
    permitted: name !== 'restricted',
    store: createStore(),
  });
  return [
    connector('allowing', keys.apiKey, 'allow'),
    connector('blocking', keys.blockingApiKey, 'block'),
    connector('restricted', keys.restrictedApiKey, 'allow'),
  ];
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
