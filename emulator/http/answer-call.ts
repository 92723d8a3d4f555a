/** Answers requests to the destination's static URL. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Authentication } from '../astrolabe/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import type { World, Worlds } from '../worlds/index.ts';
import { answerWhenSaved } from './answer-when-saved.ts';
import { answerMet, faultOfCall, markFaults } from './faults/index.ts';
import { readBody } from './read-body.ts';
import type { Attempt } from './write/index.ts';

/** The path of the destination's static URL. */
export const DESTINATION_PATH = '/astrolabe';

/** @returns a function that answers one call */
export function createCallAnswerer(
  worlds: Worlds,
  options: ResolvedOptions,
  attempt: Attempt,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { limits } = options;
  const callerOf = createCallers(worlds, options);
  return (request, response) =>
    readBody(request, limits.bodyBytes, (payload) =>
      attempt(response, () => {
        const { method = '', headers, socket } = request;
        const { authorization, 'content-type': contentType } = headers;
        const { world, caller } = callerOf(socket, authorization);
        const inbound = { method, authorization, caller, contentType, headers, payload };
        const { core } = world;
        if (world !== worlds.standard) markFaults(response, core);
        const met = core.faults.isAny ? faultOfCall(core, inbound) : undefined;
        if (met !== undefined) return answerMet({ core, options, attempt }, response, met);
        return answerWhenSaved(core, options, response, core.destination.deliver(inbound));
      }),
    );
}

/** Who sends a call: the world of the key, and the caller in it; undefined if the destination must look itself. */
interface Sender {
  readonly world: World;
  readonly caller: Authentication | undefined;
}

interface KnownSender extends Sender {
  readonly authorization: string;
  /** See `Connectors`. */
  readonly changes: number;
}

/** A member of the socket instead of an entry of a map, because every call reads it. */
const KNOWN = Symbol('known sender');
type SocketWithSender = Socket & { [KNOWN]?: KnownSender };

/**
 * Remembers the sender of a connection while it sends the same Authorization header. The shorter time reveals nothing,
 * because the other end of the connection has sent the key. Defects and variants may change the answer per call, so
 * with them no caller is remembered.
 */
function createCallers(
  worlds: Worlds,
  { defects, variants }: Pick<ResolvedOptions, 'defects' | 'variants'>,
): (socket: Socket, authorization: string | undefined) => Sender {
  const isAltered = defects.length + variants.length > 0;
  return (socket: SocketWithSender, authorization) => {
    const earlier = socket[KNOWN];
    if (authorization !== undefined && earlier?.authorization === authorization && isStillTrue(earlier)) {
      worlds.touch(earlier.world);
      return earlier;
    }
    const world = worlds.ofHeader(authorization);
    if (authorization === undefined || isAltered) return { world, caller: undefined };
    const { destination } = world.core;
    const caller = destination.authenticate(authorization);
    const { changes } = destination.connectors;
    const sender = { authorization, world, caller, changes };
    if (!('error' in caller)) socket[KNOWN] = sender;
    return sender;
  };
}

function isStillTrue({ world, changes }: KnownSender): boolean {
  return !world.isEnded && world.core.destination.connectors.changes === changes;
}
