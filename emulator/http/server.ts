/** A listening server with time limits and a bounded close. */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResolvedOptions } from '../options/index.ts';
import { noteBegin, noteEnd, refuseConnection } from './refuse-connection.ts';
import { standingHeaders } from './standing-headers.ts';

/** How long a request may take to arrive; then its connection is closed. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than clients keep idle connections, so that the client closes them first. */
const KEEP_ALIVE_MS = 65_000;
/** How long requests in flight may take once the server closes. */
const CLOSE_GRACE_MS = 1_000;

interface RunningServer {
  /** For example `http://127.0.0.1:4100`, without a slash at the end. */
  readonly url: string;
  /** Refuses new connections, lets requests in flight finish for a second, and closes the rest. */
  close(): Promise<void>;
  /** The server and every later connection stop keeping the process alive; open connections still do. */
  unref(): void;
}

/** @throws the error of node:net if it cannot listen on the address, such as EADDRINUSE */
export async function startServer(
  listener: RequestListener,
  options: Pick<ResolvedOptions, 'port' | 'host' | 'tls' | 'limits' | 'defects' | 'variants'>,
): Promise<RunningServer> {
  const { port, host, tls } = options;
  const standing = standingHeaders(options);
  let inFlight = 0;
  /** One function for all responses, because a closure per request is measurable. */
  function end(this: ServerResponse) {
    inFlight -= 1;
    noteEnd(this);
    if (inFlight === 0 && !server.listening) server.closeAllConnections();
  }
  const settings = {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: 1_000,
    handshakeTimeout: REQUEST_TIMEOUT_MS,
  };
  const listen: RequestListener = (request, response) => {
    inFlight += 1;
    noteBegin(response);
    response.on('close', end);
    listener(request, response);
  };
  // Most emulators have no TLS, and would wait for that module of Node.
  const server =
    tls === undefined
      ? createServer(settings, listen)
      : (await import('node:https')).createServer({ ...settings, ...tls }, listen);
  server.maxConnections = options.limits.connections;
  // A client may end its side once its request is sent; the response may still wait for the disk. Without this,
  // node:http ends the connection at once.
  (server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
  server.on('clientError', (_error, socket) => refuseConnection(socket, standing));
  // Without a listener, node:http closes the connection even if earlier requests are not answered.
  server.on('connect', (_request, socket) => {
    socket.on('error', () => {});
    refuseConnection(socket, standing);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // The 511 of Node.js are too few for a thousand tests that begin at once: the system resets the rest seconds later.
    server.listen({ port, host, backlog: options.limits.connections }, () => {
      server.off('error', reject);
      resolve();
    });
  });

  let closing: Promise<void> | undefined;
  return {
    unref() {
      server.unref();
      server.on('connection', (socket) => socket.unref());
    },
    url: urlOf(server.address() as AddressInfo, tls === undefined ? 'http' : 'https'),
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

/** An address that clients can connect to; they cannot connect to the unspecified addresses. */
function urlOf({ address, port, family }: AddressInfo, scheme: 'http' | 'https'): string {
  if (address === '0.0.0.0' || address === '::') return `${scheme}://127.0.0.1:${port}`;
  return `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
