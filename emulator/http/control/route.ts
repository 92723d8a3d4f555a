/** What a route of the control plane is: what each of its methods is for, and what answers it. */
import type { Answer } from '../../answers/index.ts';
import type { Core } from '../../core.ts';
import type { ResolvedOptions } from '../../options/index.ts';
import type { World, Worlds } from '../../worlds/index.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request to the control plane without its socket. */
export interface ControlRequest {
  readonly worlds: Worlds;
  /** The world that it is about. */
  readonly world: World;
  /** Of the world. */
  readonly core: Core;
  /** Of the world. */
  readonly options: ResolvedOptions;
  /** The value of `:id` in the path. */
  readonly id: string;
  /** Where the client has reached the emulator: `http://127.0.0.1:4100`. */
  readonly origin: string;
  readonly query: URLSearchParams;
  /** The JSON value of the body; undefined if there is none. */
  readonly body: unknown;
  /** Aborted when the client has gone before it was answered. */
  readonly gone: AbortSignal;
}

export interface ControlRoute {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, ControlMethod>>>;
}

export interface ControlMethod {
  /** What it does, as the end of a row of a table. */
  readonly about: string;
  readonly answer: (request: ControlRequest) => Answer | Promise<Answer>;
  /** Whether a client that accepts `text/event-stream` gets the live view of the world instead. */
  readonly isLive?: true;
}

export function does(about: string, answer: ControlMethod['answer']): ControlMethod {
  return { about, answer };
}

/** See `isLive`. */
export function streams(method: ControlMethod): ControlMethod {
  return { ...method, isLive: true };
}

export function ok(body: unknown): Answer {
  return { status: 200, body, rules: [] };
}
