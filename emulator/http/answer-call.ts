/** Answers requests to the destination's static URL. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Authentication } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { answerWhenSaved } from './answer-when-saved.ts';
import type { Attempt } from './attempt.ts';
import { readBody } from './read-body.ts';

/** @returns a function that answers one call */
export function createCallAnswerer(
  core: Core,
  options: ResolvedOptions,
  attempt: Attempt,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { limits } = options;
  const callerOf = createCallers(core, options);
  return (request, response) =>
    readBody(request, limits.bodyBytes, (payload) =>
      attempt(response, () => {
        const { method = '', headers, socket } = request;
        const { authorization, 'content-type': contentType } = headers;
        const caller = callerOf(socket, authorization);
        const inbound = { method, authorization, caller, contentType, headers, payload };
        return answerWhenSaved(core, options, response, core.destination.deliver(inbound));
      }),
    );
}

/** A member of the socket instead of an entry of a map, because every call reads it. */
const KNOWN = Symbol('known caller');
type SocketWithCaller = Socket & {
  [KNOWN]?: { readonly authorization: string; readonly caller: Authentication };
};

/**
 * Remembers the caller of a connection while it sends the same Authorization header. The shorter time reveals nothing,
 * because the other end of the connection has sent the key. Defects and variants may change the answer per call, so
 * with them nothing is remembered.
 */
function createCallers(
  { destination }: Pick<Core, 'destination'>,
  { defects, variants }: Pick<ResolvedOptions, 'defects' | 'variants'>,
): (socket: Socket, authorization: string | undefined) => Authentication | undefined {
  if (defects.length + variants.length > 0) return () => undefined;
  return (socket: SocketWithCaller, authorization) => {
    if (authorization === undefined) return undefined;
    const earlier = socket[KNOWN];
    if (earlier?.authorization === authorization) return earlier.caller;
    const caller = destination.authenticate(authorization);
    if (!('error' in caller)) socket[KNOWN] = { authorization, caller };
    return caller;
  };
}
