/** Starts emulators and gives access to their inside, for the command line and for tests; programs use the door. */
import type { RequestListener } from 'node:http';
import { createInProcess } from './control/in-process.ts';
import { type Core, createCore } from './core.ts';
import type { Persistence } from './disk/index.ts';
import type { Emulator } from './emulator.ts';
import { type EmulatorOptions, InvalidOptions } from './emulator-options.ts';
import type { Grader } from './grading/index.ts';
import { type CallWatcher, createBodyRing } from './history/index.ts';
import {
  createForwarder,
  createListener,
  DESTINATION_PATH,
  type Forwarder,
  startServer,
} from './http/index.ts';
import {
  createKeyHider,
  type KeyHider,
  keysOf,
  type ResolvedOptions,
  resolveOptions,
} from './options/index.ts';
import { readSnapshot, type Snapshot } from './snapshot/index.ts';
import { createWorlds, type Worlds, worldIdIn } from './worlds/index.ts';

export type { Decision } from './astrolabe/index.ts';
export { faultAmong } from './faults/index.ts';
export type {
  GradeClause,
  GradeEnd,
  GradeKeys,
  GradeOrder,
  GradeOutcome,
  Grader,
  GradeTarget,
  GradeTargets,
  GradeWatcher,
  JudgedClause,
  RunningGrade,
} from './grading/index.ts';
export { type CallTrace, type CallWatcher, type DeliveryTrace, meaningOf } from './history/index.ts';
export { withoutWorldKeys } from './worlds/index.ts';

/** An emulator with its inside. */
interface Started {
  readonly emulator: Emulator;
  readonly core: Core;
  readonly worlds: Worlds;
  /**
   * Watches the calls of every world, also of those that are opened later.
   *
   * @param watcherOf called with the inside of each world, and its id; the default world has none
   */
  watch(watcherOf: (core: Core, world: string | undefined) => CallWatcher): void;
}

/**
 * See `startEmulator`.
 *
 * @param grader lets the page grade destinations. Default: it cannot
 */
export async function startWithCore(options: EmulatorOptions = {}, grader?: Grader): Promise<Started> {
  const resolved: ResolvedOptions = { ...resolveOptions(options), grader };
  const snapshot = snapshotOf(options);
  const persistence = await openDataDir(resolved);
  const { core, worlds, watch, forwarder } = assemble(resolved, persistence);
  const server = await core
    .load()
    .then(() => startServer(createListener(worlds, resolved), resolved))
    .then((started) => resumed(core, resolved, snapshot, started))
    .catch(async (error: unknown) => {
      await persistence?.close();
      throw asInvalid(error);
    });
  const { url } = server;
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey, controlToken } = resolved;
  let isClosed = false;
  let closing: Promise<void> | undefined;
  const emulator: Emulator = {
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
    ...createInProcess(core, resolved, () => isClosed),
    unref: () => server.unref(),
    async close() {
      isClosed = true;
      core.stop();
      worlds.clear();
      await Promise.all([server.close(), forwarder.close()]);
      core.clock.clear();
      closing ??= persistence?.close().catch((error: unknown) => {
        const message = 'the data directory cannot be written: changes that were not acknowledged are lost';
        resolved.ambient.logger.error(message, error);
      });
      await closing;
    },
  };
  return { emulator, core, worlds, watch };
}

/** Continues what was waiting; an emulator that cannot must not go on listening. */
async function resumed<Server extends { close(): Promise<void> }>(
  core: Core,
  options: ResolvedOptions,
  snapshot: Snapshot | undefined,
  server: Server,
): Promise<Server> {
  try {
    core.resume();
    continueFrom(snapshot, core, options);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** @throws {InvalidOptions} if the document is not a snapshot */
function snapshotOf({ snapshot }: EmulatorOptions): Snapshot | undefined {
  if (snapshot === undefined) return undefined;
  const read = readSnapshot(snapshot);
  if ('problem' in read) throw new InvalidOptions([read.problem]);
  return read.value;
}

/** @throws {InvalidOptions} if the snapshot needs what the emulator does not have */
function continueFrom(
  snapshot: Snapshot | undefined,
  core: Core,
  { clockMode, ambient }: ResolvedOptions,
): void {
  if (snapshot === undefined) return;
  const restored = core.restore(snapshot);
  if ('problem' in restored) throw new InvalidOptions([restored.problem]);
  if (clockMode === 'frozen') core.clock.freeze();
  const { notes, connectors } = restored.value;
  const added = connectors.map(
    ({ name }) =>
      `the connector ${JSON.stringify(name)} has a new key that is not shown: to use it, delete it and add it again`,
  );
  for (const note of [...notes, ...added]) ambient.logger.error(note);
}

async function openDataDir({ dataDir, ambient }: ResolvedOptions): Promise<Persistence | undefined> {
  if (dataDir === undefined) return undefined;
  // Most emulators have none, and would wait for that code.
  const { openPersistence } = await import('./disk/index.ts');
  return openPersistence(dataDir, (message) => ambient.logger.error(message)).catch((error: unknown) => {
    throw asInvalid(error);
  });
}

/** Reports an unusable data directory as an invalid option. */
export function asInvalid(error: unknown): unknown {
  const isUnusable = error instanceof Error && error.name === 'UnusableDataDirectory';
  return isUnusable ? new InvalidOptions([error.message]) : error;
}

/** See `createApp`. */
export function listenerOf(options: EmulatorOptions = {}): RequestListener {
  const resolved = resolveOptions(options);
  if (resolved.dataDir !== undefined)
    throw new InvalidOptions(['dataDir requires startEmulator, which closes the data directory']);
  const snapshot = snapshotOf(options);
  const { core, worlds } = assemble(resolved);
  continueFrom(snapshot, core, resolved);
  return createListener(worlds, resolved);
}

function assemble(
  options: ResolvedOptions,
  persistence?: Persistence,
): Pick<Started, 'core' | 'worlds' | 'watch'> & { readonly forwarder: Forwarder } {
  const forwarder = createForwarder(options);
  const ring = createBodyRing(options.limits.keptBodyBytes);
  const hider = createKeyHider();
  const core = createCore(options, forwarder.forward, persistence, ring, hider);
  /** Bodies of a world may have keys of the emulator, too. */
  const hidesAll: KeyHider = { hiding: (keys) => hider.hiding([...keysOf(options), ...keys]) };
  const watching: Parameters<Started['watch']>[0][] = [];
  const worlds = createWorlds(options, core, (own) => {
    const made = createCore(own, forwarder.forward, undefined, ring, hidesAll);
    for (const watcherOf of watching) made.watch.add(watcherOf(made, worldIdIn(own.apiKey)));
    return made;
  });
  return {
    core,
    worlds,
    forwarder,
    watch(watcherOf) {
      core.watch.add(watcherOf(core, undefined));
      for (const world of worlds.list()) world.core.watch.add(watcherOf(world.core, world.id));
      watching.push(watcherOf);
    },
  };
}
