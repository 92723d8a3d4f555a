/** Sends HTTP requests over connections that are kept alive. */
import type http from 'node:http';
import type { Socket } from 'node:net';
import { type ConnectionSettings, DIRECT } from '../../connection/index.ts';
import { type HttpResponse, isClosed, type NoResponse, noResponse } from './http-response.ts';
import { createLimit } from './limit.ts';
import type { Outgoing } from './outgoing.ts';
import { answeredByProxy, throughProxy } from './proxy-failure.ts';
import { readBody } from './read-body.ts';
import { openWays, type Way } from './ways.ts';

/** Sends requests until it is closed. */
export interface HttpClient {
  /** @param how `fresh` opens a connection for this request instead of using one that was kept alive */
  send(outgoing: Outgoing, how?: { readonly fresh?: boolean }): Promise<HttpResponse | NoResponse>;
  close(): Promise<void>;
}

interface ClientOptions {
  /** How long one response may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The most connections that are open at the same time. */
  readonly connections: number;
  /** Milliseconds of a clock that measures how long a connection was idle. */
  readonly now: () => number;
  /** Called with the bytes of each piece of a response body, whether or not the response is ever complete. */
  readonly onBytes?: (bytes: number) => void;
  /** Proxies and TLS. Default: direct connections. */
  readonly connection?: Omit<ConnectionSettings, 'headers'>;
}

/** A body that is as long costs its connection, and from then on few others are open: each holds a body in memory. */
const LARGE_BODY = 256 * 1024;
const CONNECTIONS_FOR_LARGE = 8;

/** Redirects are not followed: a destination has one static URL (docs/contract.md section 3). */
export function createHttpClient(options: ClientOptions): HttpClient {
  const { timeoutMs, connections, now, onBytes, connection = DIRECT } = options;
  const ways = openWays({ connections, timeoutMs, connection });
  // Agents do not count a connection before it is made, which takes a while through a proxy.
  const inTunnel = createLimit(connections);
  const idling = watchIdling(now);
  let underWay = 0;
  const exchange = (way: Way, outgoing: Outgoing, isFresh: boolean) =>
    new Promise<HttpResponse | NoResponse>((resolve) => {
      const { url, body, inPieces = false } = outgoing;
      const { proxy } = way;
      const request = way.begin(outgoing, isFresh);
      let timer: NodeJS.Timeout | undefined;
      let timedOut: TimedOut | undefined;
      let isConnected = false;
      let isAnswered = false;
      let idleMs: number | undefined;
      const end = (response: HttpResponse | NoResponse) => {
        clearTimeout(timer);
        const isThrough = 'failure' in response && proxy !== undefined;
        resolve(isThrough ? throughProxy(response, proxy, isConnected) : response);
      };
      const fail = (error: unknown) => end(noResponse(timedOut ?? error, timeoutMs));
      request.on('socket', (socket) => {
        // Waiting for one of the connections is not the target's time.
        timer = setTimeout(() => {
          timedOut = new TimedOut();
          request.destroy(timedOut);
        }, timeoutMs);
        isConnected = !socket.connecting;
        idleMs = idling.idleMs(socket);
        if (socket.connecting) {
          socket.once('connect', () => {
            isConnected = true;
          });
        }
      });
      request.on('response', (response) => {
        isAnswered = true;
        idling.answered(response.socket);
        const own = proxy && !way.isTunnel ? answeredByProxy(response, proxy, new URL(url)) : undefined;
        if (own !== undefined) {
          response.on('error', () => {}).resume();
          return end(own);
        }
        const { statusCode: status = 0 } = response;
        const headers = headersOf(response);
        readBody(response, headers['content-encoding'], onBytes).then((read) => {
          if (read.body.length >= LARGE_BODY) {
            ways.narrow(CONNECTIONS_FOR_LARGE);
            request.destroy();
          }
          end({ status, headers, ...read });
        }, fail);
      });
      // Nothing was asked to be upgraded: the status is the whole answer, and Node keeps no body of it.
      request.on('upgrade', (response, socket) => {
        isAnswered = true;
        socket.destroy();
        end({ status: response.statusCode ?? 0, headers: headersOf(response), body: '' });
      });
      request.on('error', (error) => {
        // After the response has begun, its body says how it ended.
        if (isAnswered) return;
        const failure = noResponse(error, timeoutMs);
        if (isClosed(failure)) end({ ...failure, idleMs });
        else end(isConnected || timedOut === undefined ? failure : { ...failure, underWay });
      });
      if (inPieces && body !== undefined) sendInPieces(request, body);
      else request.end(body);
    });
  return {
    async send(outgoing, { fresh: isFresh = false } = {}) {
      underWay += 1;
      try {
        const way = ways.of(outgoing.url);
        const send = () => exchange(way, outgoing, isFresh);
        return await (way.isTunnel ? inTunnel(send) : send());
      } catch (error) {
        return noResponse(error, timeoutMs);
      } finally {
        underWay -= 1;
      }
    },
    async close() {
      idling.stop();
      ways.close();
    },
  };
}

/** Long enough for a piece to be read before the next one is sent. */
const PIECE_PAUSE_MS = 20;

/** Sends a body that is cut inside its first and its last character of several bytes. */
function sendInPieces(request: http.ClientRequest, body: string): void {
  const bytes = Buffer.from(body);
  const cuts = [bytes.findIndex(isContinuation), bytes.findLastIndex(isContinuation)].filter(
    (cut) => cut > 0,
  );
  const places = [0, ...new Set(cuts), bytes.length];
  const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
  request.setHeader('content-length', bytes.length);
  const sendNext = () => {
    if (request.destroyed) return;
    const piece = pieces.shift();
    if (pieces.length === 0) request.end(piece);
    else request.write(piece, () => setTimeout(sendNext, PIECE_PAUSE_MS));
  };
  sendNext();
}

/** Whether a byte of UTF-8 is one of a character but not its first. */
function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}

const TURN_MS = 10;

/**
 * Knows for how long a server may have seen a kept connection idle: since its last response began to arrive. On a busy machine the
 * rest of a response is read later, and the request that waits for its connection gets that at once.
 */
function watchIdling(now: () => number) {
  const lastAnswer = new WeakMap<Socket, number>();
  // A response that is noticed late, after other work, may have arrived at any time since the turn before.
  let [turnBefore, lastTurn] = [now(), now()];
  const turns = setInterval(() => {
    [turnBefore, lastTurn] = [lastTurn, now()];
  }, TURN_MS).unref();
  return {
    answered: (socket: Socket) => void lastAnswer.set(socket, turnBefore),
    /** Undefined for a connection that has answered nothing yet. */
    idleMs(socket: Socket): number | undefined {
      const at = lastAnswer.get(socket);
      return at === undefined ? undefined : Math.max(0, now() - at);
    },
    stop: () => clearInterval(turns),
  };
}

/** The whole response did not come in time. */
class TimedOut extends Error {
  readonly code = 'ETIMEDOUT';
}

function headersOf({ headers }: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
