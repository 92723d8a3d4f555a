/** What travels through the destination: a request as a plain value, and the decision about it. */

import type { ErrorCode } from '../answers/errors.ts';
import type { Authentication } from './authenticate.ts';
import type { Connector } from './connectors.ts';
import type { Mutation } from './store/mutation.ts';

/** Why a body could not be read to its end. */
export type UnreadableBody = 'body-too-large' | 'body-encoding';

/** A body: text still to be parsed, a value handed over within the process, or the reason why there is none. */
export type Payload =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly code: UnreadableBody };

/** A request to the static URL, without its socket. */
export interface Inbound {
  readonly method: string;
  readonly authorization: string | undefined;
  /** Who is calling, where that was found out before; the authorization is not looked at then. */
  readonly caller?: Authentication | undefined;
  readonly contentType: string | undefined;
  /** All headers, where the call came through a socket. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly payload: Payload;
}

/** An answer before it is written: `body` is a JSON value, or text as a string, or nothing. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Ids of the clauses, and choices as `choice:name=setting`, that decided the answer. */
  readonly rules: readonly string[];
  /** Present where the answer is an error. */
  readonly code?: ErrorCode | undefined;
  /** Milliseconds to wait before the answer is written. Default: none. */
  readonly delayMs?: number | undefined;
}

/** The answer to a call, and what to store because of it. */
export interface Decision extends Answer {
  /** The connector whose key was sent; absent where none was recognised. */
  readonly connector?: Connector | undefined;
  /** What the call was, as far as it was understood. */
  readonly call?: { readonly type: string; readonly messageId?: string | undefined } | undefined;
  /** Absent where nothing is to be stored; a refused call never has one. */
  readonly mutation?: Mutation | undefined;
}
