/** A listening server with limits on time and a close that really ends. */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { errorAnswer } from '../answers/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { standingHeaders } from './standing-headers.ts';

/** A request has this long to arrive in full; a slow one then loses its connection. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than clients keep idle connections, so that it is they who close them. */
const KEEP_ALIVE_MS = 65_000;
/** How long requests in flight may take once the server closes. */
const CLOSE_GRACE_MS = 1_000;

/** A member of the socket rather than an entry of a map: it is set with every request. */
const LATEST = Symbol('latest response');
type Answering = Socket & { [LATEST]?: ServerResponse | undefined };

export interface RunningServer {
  /** For example `http://127.0.0.1:4100`, without a slash at its end. */
  readonly url: string;
  /** Refuses new connections, lets requests in flight finish for a second, and drops the rest. */
  close(): Promise<void>;
}

/** @throws the error of node:net where the address cannot be had, such as EADDRINUSE */
export async function startServer(
  listener: RequestListener,
  options: Pick<ResolvedOptions, 'port' | 'host' | 'limits' | 'defects' | 'variants'>,
): Promise<RunningServer> {
  const { port, host } = options;
  const standing = standingHeaders(options);
  let inFlight = 0;
  /** One function for all of them, for a closure of its own would cost each request. */
  function noteEnd(this: ServerResponse) {
    inFlight -= 1;
    // Or the connection would hold on to the request, and with it to the body.
    const socket: Answering = this.req.socket;
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
      (request.socket as Answering)[LATEST] = response;
      response.on('close', noteEnd);
      listener(request, response);
    },
  );
  server.maxConnections = options.limits.connections;
  server.on('clientError', (_error, socket) => {
    // What was received in full has its answer first, or a call that was carried out would seem refused.
    const latest = (socket as Answering)[LATEST];
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

/** What cannot be parsed, or does not arrive in time, gets one answer and no second chance. */
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
  // The end of this side alone would leave the connection to a client that minds no end.
  setTimeout(() => socket.destroy(), CLOSE_GRACE_MS).unref();
}

/** An address that one can connect to: the unspecified ones only say where to listen. */
function urlOf({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
