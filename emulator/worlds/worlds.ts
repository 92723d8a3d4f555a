/** The worlds of an emulator: opens them, finds them by their keys, and ends those that nobody uses. */
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { DEFAULT_ID, worldIdFrom, worldIdIn, worldIdInHeader } from '../world-keys.ts';
import { expiryOf, type NewWorld, type World } from './world.ts';
import { worldOptions } from './world-options.ts';

export interface Worlds {
  /** The world that the options of the emulator describe; it is not counted, and it never ends. */
  readonly standard: World;
  /** How many others there are. */
  readonly size: number;
  /** How many were ended to make room for others. */
  readonly dropped: number;
  /** @param like the world whose settings it has, apart from what is given. Default: the default one. */
  open(world: NewWorld, like?: World): World;
  /** The world with this id, which counts as a use; undefined if there is none, or it has expired. */
  find(id: string): World | undefined;
  /** The world whose key is in an Authorization header; the default one if there is none. */
  ofHeader(authorization: string | undefined): World;
  /** Notes a use of a world that was found before. */
  touch(world: World): void;
  /** The world with this key; the default one if there is none. */
  ofKey(key: string): World;
  /** In the order of their opening. Reading the list does not count as a use. */
  list(): Iterable<World>;
  /** Ends a world with everything that it waits for. */
  remove(id: string): World | undefined;
  /** Ends all but the default one. */
  clear(): void;
}

/** A world takes some tens of kilobytes, so this many fit into the memory of any machine that runs tests. */
export const MOST_WORLDS = 10_000;

/** The shortest time between two looks for expired worlds. */
const SWEEP_MS = 1_000;
/** The longest wait that setTimeout accepts. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * @param core of the default world
 * @param makeCore makes the core of another one from its options
 */
export function createWorlds(
  options: ResolvedOptions,
  core: Core,
  makeCore: (options: ResolvedOptions) => Core,
): Worlds {
  const { clock, ids } = options.ambient;
  const createdAt = clock.now();
  const standard: World = {
    id: DEFAULT_ID,
    name: undefined,
    core,
    options,
    createdAt,
    usedAt: createdAt,
    open: 0,
    isEnded: false,
    ttlMs: undefined,
  };
  const worlds = new Map<string, World>();
  let dropped = 0;
  let made = 0;
  let sweep: NodeJS.Timeout | undefined;
  let sweepAt = Number.POSITIVE_INFINITY;

  const end = (world: World) => {
    worlds.delete(world.id);
    world.isEnded = true;
    world.core.end();
  };

  const isExpired = (world: World, now: number) =>
    world.open === 0 && (expiryOf(world) ?? Number.POSITIVE_INFINITY) <= now;

  const use = (id: string): World | undefined => {
    const world = worlds.get(id);
    if (world === undefined) return undefined;
    const now = clock.now();
    if (isExpired(world, now)) {
      end(world);
      return undefined;
    }
    world.usedAt = now;
    return world;
  };

  /** Requests find an expired world gone in any case; this frees its memory. */
  const sweepBy = (at: number) => {
    if (at >= sweepAt) return;
    clearTimeout(sweep);
    sweepAt = at;
    sweep = setTimeout(endExpired, Math.min(Math.max(at - clock.now(), SWEEP_MS), LONGEST_WAIT_MS));
    sweep.unref();
  };

  const endExpired = () => {
    sweepAt = Number.POSITIVE_INFINITY;
    const now = clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const world of [...worlds.values()]) {
      if (isExpired(world, now)) end(world);
      else next = Math.min(next, Math.max(expiryOf(world) ?? next, now));
    }
    sweepBy(next);
  };

  const makeRoom = () => {
    if (worlds.size < MOST_WORLDS) return;
    let idlest: World | undefined;
    for (const world of worlds.values()) {
      if (idlest === undefined || world.usedAt < idlest.usedAt) idlest = world;
    }
    if (idlest === undefined) return;
    end(idlest);
    dropped += 1;
  };

  const newId = (): string => {
    made += 1;
    const id = worldIdFrom(`${ids()} ${made}`);
    return worlds.has(id) ? newId() : id;
  };

  return {
    standard,
    get size() {
      return worlds.size;
    },
    get dropped() {
      return dropped;
    },
    open(given, like = standard) {
      makeRoom();
      const id = newId();
      const own = worldOptions(like.options, id, given, ids);
      const now = clock.now();
      const world: World = {
        id,
        name: given.name,
        core: makeCore(own),
        options: own,
        createdAt: now,
        usedAt: now,
        open: 0,
        isEnded: false,
        ttlMs: given.ttlMs,
      };
      worlds.set(id, world);
      sweepBy(expiryOf(world) ?? Number.POSITIVE_INFINITY);
      return world;
    },
    find: (id) => (id === DEFAULT_ID ? standard : use(id)),
    ofHeader(authorization) {
      if (worlds.size === 0) return standard;
      const id = worldIdInHeader(authorization);
      return id === undefined ? standard : (use(id) ?? standard);
    },
    touch(world) {
      if (world !== standard) world.usedAt = clock.now();
    },
    ofKey(key) {
      const id = worlds.size === 0 ? undefined : worldIdIn(key);
      return id === undefined ? standard : (use(id) ?? standard);
    },
    list: () => worlds.values(),
    remove(id) {
      const world = worlds.get(id);
      if (world !== undefined) end(world);
      return world;
    },
    clear() {
      clearTimeout(sweep);
      sweepAt = Number.POSITIVE_INFINITY;
      for (const world of [...worlds.values()]) end(world);
    },
  };
}
