/** What travels through the destination: a request as a plain value, and the decision about it. */

import type { Violation } from '../../schemas/index.ts';
import type { Answer, ErrorCode } from '../answers/index.ts';
import type { Connector } from './connectors.ts';
import type { Mutation } from './store/index.ts';

/** Why a call is refused, as each part of the sequence says it. */
export interface Refusal {
  readonly error: ErrorCode;
  /** What to send instead, without a full stop. */
  readonly detail?: string;
  /** Ids of the clauses, choices and limits that say so. */
  readonly rules: readonly string[];
  readonly violations?: readonly Violation[];
}

/** The connector that may be written to, or why not; a valid key without permission has its connector named. */
export type Authentication =
  | { readonly connector: Connector }
  | (Refusal & { readonly connector?: Connector });

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

/** The answer to a call, and what to store because of it. */
export interface Decision extends Answer {
  /** The connector whose key was sent; absent where none was recognised. */
  readonly connector?: Connector | undefined;
  /** What the call was, as far as it was understood. */
  readonly call?: { readonly type: string; readonly messageId?: string | undefined } | undefined;
  /** Absent where nothing is to be stored; a refused call never has one. */
  readonly mutation?: Mutation | undefined;
}
