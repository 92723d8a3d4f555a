/** An emulator without sockets for unit tests: plain values in, plain values out. */
import type { Answer } from './answers/index.ts';
import type { Decision, Payload } from './astrolabe/index.ts';
import { type Core, createCore } from './core.ts';
import type { Emulator } from './emulator.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import type { TraceQuery } from './history/index.ts';
import { resolveOptions } from './options/index.ts';
import type { Forward, IngressRequest } from './segment/index.ts';
import { findRoute } from './segment/index.ts';
import { startWithCore } from './start.ts';
import type { Trace } from './trace.ts';
import type { Worlds } from './worlds/index.ts';

export const KEYS = {
  apiKey: 'ak-41f0c7',
  blockingApiKey: 'bk-52e1d8',
  restrictedApiKey: 'rk-63d2e9',
  writeKey: 'wk-74c3fa',
};

/** 2024-05-01T12:00:00.000Z, the time of the tests' clock until it is moved. */
export const START = Date.UTC(2024, 4, 1, 12);

export interface Bench {
  readonly core: Core;
  /** Moves the clock, which does not run by itself. */
  advance(milliseconds: number): void;
  /** Sends a body to an ingress route; by default with the write key in its header. */
  post(path: string, body: unknown, more?: Partial<IngressRequest>): Answer;
  /** The traces that match a query. */
  traces(query?: Partial<TraceQuery>): readonly Trace[];
  /** Sends a body, text or value, to the destination; by default with the key of the allowing connector. */
  send(body: unknown, apiKey?: string): Decision;
  /** The records that the Records API answers with. */
  users(query: Query, apiKey?: string): readonly ShownUser[];
  accounts(query: Query, apiKey?: string): readonly ShownAccount[];
  events(query: Query, apiKey?: string): readonly Record<string, unknown>[];
  /** The number of all records of all connectors. */
  total(): number;
}

type Query = Readonly<Record<string, string>>;

interface ShownUser {
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly properties: Record<string, unknown>;
  readonly accountIds: readonly string[];
}

interface ShownAccount {
  readonly groupId: string;
  readonly properties: Record<string, unknown>;
  readonly userIds: readonly string[];
}

export interface BenchOptions extends EmulatorOptions {
  /** Answers deliveries to endpoints outside the process. */
  readonly forward?: Forward;
}

export function createBench(options: BenchOptions = {}): Bench {
  let now = START;
  let ids = 0;
  const nextId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const { forward, ...emulatorOptions } = options;
  const core = createCore(
    resolveOptions({
      ...KEYS,
      clock: { now: () => now },
      ids: nextId,
      stopwatch: () => 0,
      ...emulatorOptions,
    }),
    forward ?? (() => Promise.resolve({ error: 'ECONNREFUSED', ms: 0 })),
  );
  const ask = (collection: string, query: Query, apiKey = KEYS.apiKey) => {
    const answer: Answer = core.destination.records({
      collection,
      authorization: basic(apiKey),
      query: new URLSearchParams(query),
    });
    // As it arrives over HTTP: JSON leaves out undefined members.
    return JSON.parse(JSON.stringify(answer.body))[collection];
  };
  return {
    core,
    post(path, body, more) {
      const route = findRoute(path);
      if (route === undefined) throw new Error(`no route ${path}`);
      return core.ingress.accept({
        route,
        authorization: basic(KEYS.writeKey),
        payload: payloadOf(body),
        ...more,
      });
    },
    traces: (query) => core.traces.read({ limit: Number.POSITIVE_INFINITY, ...query }).traces,
    advance(milliseconds) {
      now += milliseconds;
    },
    send: (body, apiKey = KEYS.apiKey) =>
      core.destination.deliver({
        method: 'POST',
        authorization: basic(apiKey),
        contentType: 'application/json',
        payload: payloadOf(body),
      }),
    users: (query, apiKey) => ask('users', query, apiKey),
    accounts: (query, apiKey) => ask('accounts', query, apiKey),
    events: (query, apiKey) => ask('events', query, apiKey),
    total: () =>
      Object.values(core.destination.counts())
        .flatMap((counts) => Object.values(counts))
        .reduce((sum, count) => sum + count, 0),
  };
}

/** The Authorization header of a key. */
export function basic(apiKey: string): string {
  return `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
}

function payloadOf(body: unknown): Payload {
  return { kind: 'text', text: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** A running emulator and its inside, for tests that must see what no address shows. */
export interface OpenEmulator extends Emulator {
  readonly core: Core;
  readonly worlds: Worlds;
}

export async function startOpen(options?: EmulatorOptions): Promise<OpenEmulator> {
  const { emulator, core, worlds } = await startWithCore(options);
  return { ...emulator, core, worlds };
}
