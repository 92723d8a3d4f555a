/** What passes through the destination: a request as a plain value, and the decision about it. */
import type { Violation } from '../../schemas/index.ts';
import type { Answer, ErrorCode } from '../answers/index.ts';
import type { Connector } from './connectors.ts';
import type { Mutation } from './store/index.ts';

/** Why a call is refused; each part of the destination can return one. */
export interface Refusal {
  readonly error: ErrorCode;
  /** What to send instead, without a full stop. */
  readonly detail?: string;
  /** Ids of the clauses, choices and limits that require it. */
  readonly rules: readonly string[];
  readonly violations?: readonly Violation[];
}

/** The connector of the caller, or a refusal, which names the connector of a valid key without permission. */
export type Authentication =
  | { readonly connector: Connector }
  | (Refusal & { readonly connector?: Connector });

/** Why a body could not be read. */
type UnreadableBody = 'body-too-large' | 'body-encoding';

/** A body: text that is not parsed yet, a value passed within the process, or why it could not be read. */
export type Payload =
  /** `utf8` is the same as bytes, if they are at hand: to copy and count them costs much less than to encode the text. */
  | { readonly kind: 'text'; readonly text: string; readonly utf8?: Buffer }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly code: UnreadableBody };

/** A request to the static URL, without its socket. */
export interface Inbound {
  readonly method: string;
  readonly authorization: string | undefined;
  /** The caller, if it is already known; `authorization` is ignored then. */
  readonly caller?: Authentication | undefined;
  readonly contentType: string | undefined;
  /** All headers; absent if the call did not come through a socket. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly payload: Payload;
}

/** The answer to a call, and what to store. */
export interface Decision extends Answer {
  /** The connector whose key was sent; absent if the key is unknown. */
  readonly connector?: Connector | undefined;
  /** What is known about the call. */
  readonly call?:
    | {
        readonly type: string;
        readonly messageId?: string | undefined;
        /** Of a track call. */
        readonly event?: string | undefined;
      }
    | undefined;
  /** The method of the request, if it is why the request is refused. */
  readonly method?: string;
  /** What to store; absent if there is nothing to store, and for every refused call. */
  readonly mutation?: Mutation | undefined;
}
