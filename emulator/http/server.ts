/** A listening server with time limits and a bounded close. */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { errorAnswer } from '../answers/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { standingHeaders } from './standing-headers.ts';

/** How long a request may take to arrive; then its connection is closed. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than clients keep idle connections, so that the client closes them first. */
const KEEP_ALIVE_MS = 65_000;
/** How long requests in flight may take once the server closes. */
const CLOSE_GRACE_MS = 1_000;

/** A member of the socket instead of an entry of a map, because every request sets it. */
const LATEST = Symbol('latest response');
type SocketWithResponse = Socket & { [LATEST]?: ServerResponse | undefined };

interface RunningServer {
  /** For example `http://127.0.0.1:4100`, without a slash at the end. */
  readonly url: string;
  /** Refuses new connections, lets requests in flight finish for a second, and closes the rest. */
  close(): Promise<void>;
}

/** @throws the error of node:net if it cannot listen on the address, such as EADDRINUSE */
export async function startServer(
  listener: RequestListener,
  options: Pick<ResolvedOptions, 'port' | 'host' | 'limits' | 'defects' | 'variants'>,
): Promise<RunningServer> {
  const { port, host } = options;
  const standing = standingHeaders(options);
  let inFlight = 0;
  /** One function for all responses, because a closure per request is measurable. */
  function noteEnd(this: ServerResponse) {
    inFlight -= 1;
    // Otherwise the connection keeps the request and its body in memory.
    const socket: SocketWithResponse = this.req.socket;
    if (socket[LATEST] === this) socket[LATEST] = undefined;
    if (inFlight === 0 && !server.listening) server.closeAllConnections();
  }
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      inFlight += 1;
      (request.socket as SocketWithResponse)[LATEST] = response;
      response.on('close', noteEnd);
      listener(request, response);
    },
  );
  server.maxConnections = options.limits.connections;
  server.on('clientError', (_error, socket) => {
    // A complete earlier request is answered first; otherwise a call that was accepted would seem refused.
    const latest = (socket as SocketWithResponse)[LATEST];
    if (latest?.req.complete && !latest.writableFinished) {
      latest.once('finish', () => refuseConnection(socket as Socket, standing));
    } else {
      refuseConnection(socket as Socket, standing);
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

  let closing: Promise<void> | undefined;
  return {
    url: urlOf(server.address() as AddressInfo),
    close() {
      closing ??= new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        if (inFlight === 0) server.closeAllConnections();
      });
      return closing;
    },
  };
}

/** Answers a request that cannot be parsed or does not arrive in time, and closes its connection. */
function refuseConnection(socket: Socket, standing: ReturnType<typeof standingHeaders>): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(
    errorAnswer('request-malformed', 'send a complete HTTP/1.1 request in time').body,
  );
  const headers = new Map([
    ...standing,
    ['content-type', 'application/json; charset=utf-8'],
    ['content-length', String(body.length)],
    ['connection', 'close'],
  ]);
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`);
  // A client that ignores FIN would otherwise keep the connection open.
  setTimeout(() => socket.destroy(), CLOSE_GRACE_MS).unref();
}

/** An address that clients can connect to; they cannot connect to the unspecified addresses. */
function urlOf({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
