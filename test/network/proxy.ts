/** A proxy between the suite and a destination that misbehaves as networks do. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the proxy does to one request instead of, or after, passing it on. */
export type Trouble =
  /** Answers with this status; the destination sees nothing. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Resets the connection; the destination sees nothing. */
  | { readonly kind: 'reset' }
  /** Passes the request on, and resets the connection instead of returning the response. */
  | { readonly kind: 'response-lost' }
  /** Answers never. */
  | { readonly kind: 'hang' }
  /** Stops listening and closes every connection. */
  | { readonly kind: 'die' };

/** How a proxy misbehaves. */
export interface ProxyOptions {
  /** The origin that requests are passed on to, such as `http://127.0.0.1:4100`. */
  readonly origin: string;
  /** Decides what happens to a request, by its number from 1; undefined: it is passed on. */
  readonly trouble?: (number: number, path: string, socket: Socket) => Trouble | undefined;
  /** Closes a connection after it was idle for this time, without announcing it; in milliseconds. */
  readonly closesIdleAfterMs?: number;
}

/** A proxy that listens on 127.0.0.1. */
export interface Proxy {
  readonly origin: string;
  readonly requests: () => number;
  close(): Promise<void>;
}

export async function startProxy({ origin, trouble, closesIdleAfterMs }: ProxyOptions): Promise<Proxy> {
  let requests = 0;
  const idle = new Map<Socket, NodeJS.Timeout>();
  const server = createServer((incoming, outgoing) => {
    const { socket } = incoming;
    clearTimeout(idle.get(socket));
    idle.delete(socket);
    requests += 1;
    const decided = trouble?.(requests, incoming.url ?? '', socket);
    if (closesIdleAfterMs !== undefined)
      outgoing.on('finish', () => closeWhenIdle(socket, closesIdleAfterMs));
    handle(decided, incoming, outgoing);
  });
  // Announces nothing about how long a connection is kept.
  server.keepAliveTimeout = 0;
  const die = () => {
    server.close();
    server.closeAllConnections();
  };

  function closeWhenIdle(socket: Socket, ms: number): void {
    const close = () => {
      if (idle.delete(socket)) socket.destroy();
    };
    // A request that has arrived by then is read first.
    idle.set(
      socket,
      setTimeout(() => setImmediate(close), ms),
    );
  }

  function handle(decided: Trouble | undefined, incoming: IncomingMessage, outgoing: ServerResponse): void {
    switch (decided?.kind) {
      case 'status':
        incoming.resume();
        outgoing.writeHead(decided.status, decided.headers).end('<h1>proxy</h1>');
        return;
      case 'reset':
        incoming.socket.resetAndDestroy();
        return;
      case 'hang':
        return;
      case 'die':
        die();
        return;
      case 'response-lost':
      case undefined:
        pass(incoming, outgoing, decided !== undefined);
    }
  }

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, losesResponse: boolean): void {
    const target = new URL(incoming.url ?? '/', origin);
    const { method, headers } = incoming;
    const passed = request(target, { method, headers }, (response) => {
      if (losesResponse) {
        response.resume();
        response.on('end', () => incoming.socket.resetAndDestroy());
        return;
      }
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    passed.on('error', () => incoming.socket.destroy());
    incoming.pipe(passed);
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests: () => requests,
    async close() {
      for (const timer of idle.values()) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
