/** Opens worlds, and shows and ends them. */
import { millisecondsOf, type Violation } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import { resolveChoices } from '../resolve-choices.ts';
import { readTime } from '../segment/index.ts';
import { readSnapshot } from '../snapshot/index.ts';
import {
  DEFAULT_ID,
  expiryOf,
  MOST_WORLDS,
  type NewWorld,
  type World,
  type Worlds,
  worldKey,
} from '../worlds/index.ts';
import { readPage } from './read-page.ts';
import { snapshotUnknown } from './snapshot-answers.ts';
import { refuse, withBody } from './with-body.ts';

/** The path of the destination below the address of the emulator. */
const DESTINATION_PATH = '/astrolabe';

export function worldUnknown(): Answer {
  return errorAnswer(
    'world-unknown',
    `open one with POST /_emulator/worlds; it may have expired, or have been the longest idle of ${MOST_WORLDS}`,
  );
}

interface OpenWorldBody {
  readonly name?: string;
  readonly seed?: number;
  readonly clock?: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly ttl?: string | number;
}

/**
 * `{"name", "seed", "clock", "choices", "ttl"}`, each of them optional.
 *
 * @param origin where the client has reached the emulator
 */
export function openWorld(worlds: Worlds, origin: string, body: unknown = {}): Answer {
  return withBody<OpenWorldBody>('new-world', body, 'control-invalid', (given) => {
    const read = readNewWorld(given);
    return 'problem' in read
      ? refuse('control-invalid', [read.problem])
      : opened(worlds.open(read.value), origin);
  });
}

interface ForkRequest {
  readonly name?: string;
  readonly ttl?: string | number;
  readonly snapshot?: string;
}

/**
 * `{"name", "ttl", "snapshot"}`, each of them optional: a new world that continues from what this one is, or was when
 * the snapshot was taken. The answer has what could not be taken along, and the keys of added connectors.
 */
export function forkWorld(worlds: Worlds, from: World, origin: string, body: unknown = {}): Answer {
  return withBody<ForkRequest>('fork', body, 'control-invalid', ({ name, ttl, snapshot }) => {
    const ttlMs = readTtl(ttl);
    if ('problem' in ttlMs) return refuse('control-invalid', [ttlMs.problem]);
    const found = snapshot === undefined ? undefined : from.core.snapshots.get(snapshot);
    if (snapshot !== undefined && found === undefined) return snapshotUnknown();
    const read = found === undefined ? { value: from.core.snapshot() } : readSnapshot(JSON.parse(found.json));
    if ('problem' in read) return errorAnswer('snapshot-refused', read.problem);
    const choices = { ...from.core.choices.now };
    const world = worlds.open({ name, choices, ttlMs: ttlMs.value ?? from.ttlMs }, from);
    const { id, core, options } = world;
    const restored = core.restore(read.value, () => worldKey('ck', id, options.ambient.ids()));
    if ('problem' in restored) {
      worlds.remove(id);
      return errorAnswer('snapshot-refused', restored.problem);
    }
    return opened(world, origin, restored.value);
  });
}

/** The answer that shows the keys of a new world, which no other answer does. */
function opened(world: World, origin: string, more: object = {}): Answer {
  const { apiKey, blockingApiKey, restrictedApiKey, writeKey } = world.options;
  const { id, name, ...rest } = view(world, origin);
  return {
    status: 201,
    body: { world: { id, name, apiKey, blockingApiKey, restrictedApiKey, writeKey, ...rest }, ...more },
    rules: [],
  };
}

export function listWorlds(worlds: Worlds, query: URLSearchParams): Answer {
  const page = readPage(query);
  if ('problem' in page) return errorAnswer('parameter-invalid', page.problem);
  const { limit, cursor } = page.value;
  const shown: object[] = [];
  let position = 0;
  let next: string | undefined;
  for (const world of worlds.list()) {
    if (shown.length === limit) {
      next = String(position);
      break;
    }
    if (position >= cursor) shown.push(summary(world));
    position += 1;
  }
  return {
    status: 200,
    body: { worlds: shown, next, size: worlds.size, dropped: worlds.dropped },
    rules: [],
  };
}

export function showWorld(world: World, origin: string): Answer {
  return { status: 200, body: { world: view(world, origin) }, rules: [] };
}

export function removeWorld(worlds: Worlds, world: World, origin: string): Answer {
  if (world.id === DEFAULT_ID) return errorAnswer('world-fixed', 'POST /_emulator/reset empties it');
  const shown = view(world, origin);
  worlds.remove(world.id);
  return { status: 200, body: { world: shown }, rules: [] };
}

interface WorldView {
  readonly id: string;
  readonly name: string | undefined;
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly ingressUrl: string;
  readonly controlUrl: string;
  readonly clock: { readonly mode: 'real' | 'frozen'; readonly now: string };
  readonly createdAt: string;
  readonly usedAt: string;
  readonly expiresAt: string | undefined;
}

function view(world: World, origin: string): WorldView {
  const { clock } = world.core;
  const { id, name, ...times } = summary(world);
  return {
    id,
    name,
    baseUrl: origin + DESTINATION_PATH,
    recordsUrl: `${origin}/records`,
    ingressUrl: origin,
    controlUrl: `${origin}/_emulator/worlds/${id}`,
    clock: { mode: clock.mode, now: isoTime(clock.now()) },
    ...times,
  };
}

function summary(world: World): Pick<WorldView, 'id' | 'name' | 'createdAt' | 'usedAt' | 'expiresAt'> {
  const { id, name, createdAt, usedAt } = world;
  const expiry = expiryOf(world);
  return {
    id,
    name,
    createdAt: isoTime(createdAt),
    usedAt: isoTime(usedAt),
    expiresAt: expiry === undefined ? undefined : isoTime(expiry),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

type ReadMember<Value> = { readonly value: Value } | { readonly problem: Violation };

/** What the schema cannot say: names of choices, forms of times and durations. */
function readNewWorld(body: OpenWorldBody): ReadMember<NewWorld> {
  const { name, seed, clock, choices = {}, ttl } = body;
  const resolved = resolveChoices(choices);
  if ('problems' in resolved) {
    return { problem: { pointer: '/choices', rule: 'choices', message: resolved.problems.join('; ') } };
  }
  const time = clock === undefined || clock === 'real' || clock === 'frozen' ? clock : readTime(clock);
  if (clock !== undefined && time === undefined) {
    const message =
      'clock must be real, frozen, or a time such as "2024-05-01T18:00:00Z" at which it is frozen';
    return { problem: { pointer: '/clock', rule: 'format:clock', message } };
  }
  const read = readTtl(ttl);
  return 'problem' in read ? read : { value: { name, seed, clock: time, choices, ttlMs: read.value } };
}

function readTtl(ttl: string | number | undefined): ReadMember<number | undefined> {
  const ms = typeof ttl === 'string' ? millisecondsOf(ttl) : ttl;
  if (ttl === undefined || (ms !== undefined && ms >= 1_000 && ms <= LONGEST_TTL_MS)) return { value: ms };
  const message = 'ttl must be from 1 second to 31 days, such as "10m", or in milliseconds';
  return { problem: { pointer: '/ttl', rule: 'format:ttl', message } };
}

const LONGEST_TTL_MS = 31 * 24 * 60 * 60 * 1_000;
