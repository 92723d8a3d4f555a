/** Connectors: each has an API key, a rule for free email providers and records of its own. */
import { hash, timingSafeEqual } from 'node:crypto';
import { createStore, type Store } from './store.ts';

export interface Connector {
  readonly name: 'allowing' | 'blocking' | 'restricted';
  /** SHA-256 of the API key; the key itself is not kept. */
  readonly keyDigest: Buffer;
  readonly freeEmail: 'allow' | 'block';
  /** Without permission a valid key is answered 403 (AST-AUTH-007). */
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
    keyDigest: digest(key),
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

/**
 * The connector with this key. Digests are compared, all of them and each to its end, so that the time taken
 * tells nothing about a key.
 */
export function findConnector(connectors: readonly Connector[], key: string): Connector | undefined {
  const sent = digest(key);
  let found: Connector | undefined;
  for (const connector of connectors) {
    if (timingSafeEqual(connector.keyDigest, sent)) found = connector;
  }
  return found;
}

function digest(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
