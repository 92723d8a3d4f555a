/** The destination's static URL on a socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Authentication } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { keepPromise } from './answer-when-saved.ts';
import type { Attempt } from './attempt.ts';
import { readBody } from './read-body.ts';

/** @returns what answers a call */
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
        return keepPromise(core, options, response, core.destination.deliver(inbound));
      }),
    );
}

/** A member of the socket rather than an entry of a map: it is asked for with every call. */
const KNOWN = Symbol('known caller');
type Knowing = Socket & { [KNOWN]?: { readonly authorization: string; readonly caller: Authentication } };

/**
 * Who is behind a connection that has sent the same header before, and was let in with it. Nobody learns anything by
 * its being quick: whoever has the connection has sent the key. What is broken on purpose is asked each time.
 */
function createCallers(
  { destination }: Pick<Core, 'destination'>,
  { defects, variants }: Pick<ResolvedOptions, 'defects' | 'variants'>,
): (socket: Socket, authorization: string | undefined) => Authentication | undefined {
  if (defects.length + variants.length > 0) return () => undefined;
  return (socket: Knowing, authorization) => {
    if (authorization === undefined) return undefined;
    const earlier = socket[KNOWN];
    if (earlier?.authorization === authorization) return earlier.caller;
    const caller = destination.authenticate(authorization);
    if (!('error' in caller)) socket[KNOWN] = { authorization, caller };
    return caller;
  };
}
