/** The door to the emulator: start one on a port, or take its listener for tests in process. */
import type { RequestListener } from 'node:http';
import { type Core, createCore } from './core.ts';
import { openPersistence, type Persistence, UnusableDataDirectory } from './disk/index.ts';
import {
  createForwarder,
  createListener,
  DESTINATION_PATH,
  type Forwarder,
  startServer,
} from './http/index.ts';
import {
  type EmulatorOptions,
  InvalidOptions,
  type ResolvedOptions,
  resolveOptions,
} from './options/index.ts';

export {
  DEFECT_HEADER,
  DEFECTS,
  type Defect,
  type DefectName,
  defectNames,
  ENABLED_HEADER,
  VARIANTS,
  type Variant,
  type VariantName,
  variantNames,
} from './alterations/index.ts';
export type { Ambient, Clock, Logger } from './ambient.ts';
export {
  CHOICES,
  type ChoiceName,
  type Choices,
  choiceNames,
  resolveChoices,
  settingsOf,
} from './choices/index.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { EngageOptions, InstanceOptions } from './options/index.ts';
export { type EmulatorOptions, InvalidOptions } from './options/index.ts';
export { DEFAULT_RETRY, type RetryPolicy } from './segment/index.ts';

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
  /** The control plane: clock, traces, instances, reset. */
  readonly controlUrl: string;
  /** Key of the connector that allows free email providers. */
  readonly apiKey: string;
  /** Key of the connector that blocks them. */
  readonly blockingApiKey: string;
  /** A valid key that is answered 403. */
  readonly restrictedApiKey: string;
  /** Write key of the source in front of the destination. */
  readonly writeKey: string;
  /** The Bearer token that the control plane wants; nothing on a loopback address, unless given. */
  readonly controlToken: string | undefined;
  /** The emulator without its sockets, for delivery within the process. */
  readonly core: Core;
  /**
   * Stops listening and delivering, and drops idle connections at once; requests in flight, of clients and to
   * destinations, have a second. What still waited keeps its state in the traces. May be repeated.
   */
  close(): Promise<void>;
}

/**
 * Starts an emulator, with empty stores or with what its data directory has.
 *
 * @throws {InvalidOptions} where an option cannot be used
 * @throws the error of node:net where the port cannot be had
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveOptions(options);
  const persistence = await openDataDir(resolved.dataDir);
  const { core, forwarder } = assemble(resolved, persistence);
  const server = await core
    .load()
    .then(() => startServer(createListener(core, resolved), resolved))
    .catch(async (error: unknown) => {
      await persistence?.close();
      throw asInvalid(error);
    });
  core.resume();
  const { url } = server;
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey, controlToken } = resolved;
  let closing: Promise<void> | undefined;
  return {
    url,
    baseUrl: url + DESTINATION_PATH,
    recordsUrl: `${url}/records`,
    ingressUrl: url,
    controlUrl: `${url}/_emulator`,
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    controlToken,
    core,
    async close() {
      core.engage.stop();
      core.engine.stop();
      await Promise.all([server.close(), forwarder.close()]);
      core.clock.clear();
      closing ??= persistence?.close().catch((error: unknown) => {
        const message = 'the data directory cannot be written: what was not acknowledged is lost';
        resolved.ambient.logger.error(message, error);
      });
      await closing;
    },
  };
}

async function openDataDir(dataDir: string | undefined): Promise<Persistence | undefined> {
  if (dataDir === undefined) return undefined;
  return openPersistence(dataDir).catch((error: unknown) => {
    throw asInvalid(error);
  });
}

/** Reports an unusable data directory as an invalid option. */
function asInvalid(error: unknown): unknown {
  return error instanceof UnusableDataDirectory ? new InvalidOptions([error.message]) : error;
}

/**
 * A listener that answers every route without a port, for supertest or a server of one's own.
 *
 * @throws {InvalidOptions} where an option cannot be used, `dataDir` among them: a listener has no end at which to close it
 */
export function createApp(options: EmulatorOptions = {}): RequestListener {
  if (options.dataDir !== undefined)
    throw new InvalidOptions(['dataDir needs startEmulator, which closes it']);
  const resolved = resolveOptions(options);
  return createListener(assemble(resolved).core, resolved);
}

function assemble(
  options: ResolvedOptions,
  persistence?: Persistence,
): { readonly core: Core; readonly forwarder: Forwarder } {
  const forwarder = createForwarder(options);
  return { core: createCore(options, forwarder.forward, persistence), forwarder };
}
