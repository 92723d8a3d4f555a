/** The door to the emulator: start one on a port, or take its listener for tests in process. */
import type { RequestListener } from 'node:http';
import { type Core, createCore } from './core.ts';
import { createListener, DESTINATION_PATH } from './http/listener.ts';
import { startServer } from './http/server.ts';
import { type EmulatorOptions, resolveOptions } from './options.ts';

export type { Ambient, Clock, Logger } from './ambient.ts';
export {
  CHOICES,
  type ChoiceName,
  type Choices,
  choiceNames,
  resolveChoices,
  settingsOf,
} from './choices.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { type EmulatorOptions, InvalidOptions } from './options.ts';

/** A running emulator. */
export interface Emulator {
  /** For example `http://127.0.0.1:4100`; no URL here has a slash at its end. */
  readonly url: string;
  /** The destination's static URL, the `--base-url` of a run. */
  readonly baseUrl: string;
  /** The Records API, the `--records-url` of a run. */
  readonly recordsUrl: string;
  /** Segment's ingress, without `/v1`: what libraries call their host. */
  readonly ingressUrl: string;
  /** Key of the connector that allows free email providers. */
  readonly apiKey: string;
  /** Key of the connector that blocks them. */
  readonly blockingApiKey: string;
  /** A valid key that is answered 403. */
  readonly restrictedApiKey: string;
  /** Write key of the source in front of the destination. */
  readonly writeKey: string;
  /** The emulator without its sockets, for delivery within the process. */
  readonly core: Core;
  /** Stops listening and drops idle connections at once; requests in flight have a second. May be repeated. */
  close(): Promise<void>;
}

/**
 * Starts an emulator with empty stores.
 *
 * @throws {InvalidOptions} where an option cannot be used
 * @throws the error of node:net where the port cannot be had
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveOptions(options);
  const core = createCore(resolved);
  const { url, close } = await startServer(createListener(core, resolved), resolved.port, resolved.host);
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey } = resolved;
  return {
    url,
    baseUrl: url + DESTINATION_PATH,
    recordsUrl: `${url}/records`,
    ingressUrl: url,
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    core,
    close,
  };
}

/**
 * A listener that answers every route without a port, for supertest or a server of one's own.
 *
 * @throws {InvalidOptions} where an option cannot be used
 */
export function createApp(options: EmulatorOptions = {}): RequestListener {
  const resolved = resolveOptions(options);
  return createListener(createCore(resolved), resolved);
}
