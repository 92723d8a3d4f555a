/** What a route of the control plane is: what each of its methods is for, and what answers it. */
import type { Answer } from '../../answers/index.ts';
import type { Core } from '../../core.ts';
import type { ResolvedOptions } from '../../options/index.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a request to the control plane is about: an emulator, and the options that describe it. */
export interface Controlled {
  readonly core: Core;
  readonly options: ResolvedOptions;
}

/** A request to the control plane without its socket. */
export interface ControlRequest extends Controlled {
  /** The value of `:id` in the path. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The JSON value of the body; undefined if there is none. */
  readonly body: unknown;
  /** Aborted when the client has gone before it was answered. */
  readonly gone: AbortSignal;
}

/** @typeParam Request what its answers need to know */
export interface ControlRoute<Request = ControlRequest> {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, ControlMethod<Request>>>>;
}

export interface ControlMethod<Request = ControlRequest> {
  /** What it does, as the end of a row of a table. */
  readonly about: string;
  readonly answer: (request: Request) => Answer | Promise<Answer>;
}

export function does<Request = ControlRequest>(
  about: string,
  answer: ControlMethod<Request>['answer'],
): ControlMethod<Request> {
  return { about, answer };
}

export function ok(body: unknown): Answer {
  return { status: 200, body, rules: [] };
}
