/** The connectors of a world: each has an API key and records of its own. */
import { ask, pathPart, type Reach } from './requests/index.ts';

/** A connector, without its key. */
export interface ConnectorView {
  /** Its name, which no other connector of the world has. */
  readonly name: string;
  /** Whether it allows or blocks users with free email providers. */
  readonly freeEmail: 'allow' | 'block';
  /** False if calls with its key are answered 403. */
  readonly permitted: boolean;
  /** Whether it is one of the three that every world has, which cannot be removed. */
  readonly builtIn: boolean;
}

/** A connector that was added: the only answer with its key. */
export interface AddedConnector extends ConnectorView {
  readonly apiKey: string;
}

/** The connectors of a world. */
export interface WorldConnectors {
  /** Adds one; at most 100. `freeEmail` is `allow` by default. */
  add(connector: { readonly name: string; readonly freeEmail?: 'allow' | 'block' }): Promise<AddedConnector>;
  list(): Promise<readonly ConnectorView[]>;
  /** Removes one by its name, with its records. */
  remove(name: string): Promise<void>;
}

export function connectorsOf(reach: Reach): WorldConnectors {
  return {
    add: async (connector) =>
      (await ask<{ readonly connector: AddedConnector }>(reach, 'POST', '/connectors', { body: connector }))
        .connector,
    list: async () =>
      (await ask<{ readonly connectors: readonly ConnectorView[] }>(reach, 'GET', '/connectors')).connectors,
    async remove(name) {
      await ask(reach, 'DELETE', `/connectors/${pathPart(name)}`);
    },
  };
}
