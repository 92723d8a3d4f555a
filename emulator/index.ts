/** The public API of the emulator: start one on a port, or use its listener in process. */
import type { RequestListener } from 'node:http';
import { type Core, createCore } from './core.ts';
import {
  openPersistence,
  type Persistence,
  type Repair,
  repairDataDirectory,
  UnusableDataDirectory,
} from './disk/index.ts';
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
} from './choices/index.ts';
export type { Repair } from './disk/index.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { EngageOptions, InstanceOptions } from './options/index.ts';
export { type EmulatorOptions, InvalidOptions } from './options/index.ts';
export { DEFAULT_RETRY, type RetryPolicy } from './segment/index.ts';

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
  /** The emulator without sockets, for use within the process. */
  readonly core: Core;
  /**
   * Stops listening and delivering, and closes idle connections at once. Requests in flight, from clients and to
   * destinations, have one second to finish. Waiting deliveries keep their state in the traces. May be called again.
   */
  close(): Promise<void>;
}

/**
 * Starts an emulator, without records or with those of its data directory.
 *
 * @throws {InvalidOptions} if an option cannot be used
 * @throws the error of node:net if it cannot listen on the port
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveOptions(options);
  const persistence = await openDataDir(resolved);
  const { core, forwarder } = assemble(resolved, persistence);
  const server = await core
    .load()
    .then(() => startServer(createListener(core, resolved), resolved))
    .then((started) => resumed(core, started))
    .catch(async (error: unknown) => {
      await persistence?.close();
      throw asInvalid(error);
    });
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
      core.clock.stop();
      core.engage.stop();
      core.engine.stop();
      await Promise.all([server.close(), forwarder.close()]);
      core.clock.clear();
      closing ??= persistence?.close().catch((error: unknown) => {
        const message = 'the data directory cannot be written: changes that were not acknowledged are lost';
        resolved.ambient.logger.error(message, error);
      });
      await closing;
    },
  };
}

/** Continues what was waiting; an emulator that cannot must not go on listening. */
async function resumed<Server extends { close(): Promise<void> }>(
  core: Core,
  server: Server,
): Promise<Server> {
  try {
    core.resume();
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function openDataDir({ dataDir, ambient }: ResolvedOptions): Promise<Persistence | undefined> {
  if (dataDir === undefined) return undefined;
  return openPersistence(dataDir, (message) => ambient.logger.error(message)).catch((error: unknown) => {
    throw asInvalid(error);
  });
}

/**
 * Keeps what is whole in a data directory that is damaged, and lists what is not. No emulator may use the directory during the repair.
 *
 * @throws {InvalidOptions} if it is not a data directory, or is in use
 */
export async function repairDataDir(dataDir: string): Promise<Repair> {
  return repairDataDirectory(dataDir).catch((error: unknown) => {
    throw asInvalid(error);
  });
}

/** Reports an unusable data directory as an invalid option. */
function asInvalid(error: unknown): unknown {
  return error instanceof UnusableDataDirectory ? new InvalidOptions([error.message]) : error;
}

/**
 * A listener that answers every route without a port, for supertest or a server of your own.
 *
 * @throws {InvalidOptions} if an option cannot be used; `dataDir` cannot, because a listener is never closed
 */
export function createApp(options: EmulatorOptions = {}): RequestListener {
  if (options.dataDir !== undefined)
    throw new InvalidOptions(['dataDir requires startEmulator, which closes the data directory']);
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
