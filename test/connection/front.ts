/** A server in front of another one, as preview deployments and function hosts have it. */
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How a front treats requests; each has a default that changes nothing. */
export interface FrontOptions {
  /** The server behind it, such as `http://127.0.0.1:4100`. */
  readonly origin: string;
  /** Answers a request by itself and returns true, or returns false. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** The path and query that are asked for behind it. */
  readonly rewrite?: (url: string) => string;
  /** The body that is sent back instead, and a header that says so. */
  readonly encode?: (body: Buffer) => { readonly body: Buffer; readonly headers: Record<string, string> };
}

export interface Front {
  readonly origin: string;
  /** Every request, in order of arrival. */
  readonly seen: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** The listener of a front, for a server of any kind. */
export function frontListener(
  { origin, intercept, rewrite = (url) => url, encode = (body) => ({ body, headers: {} }) }: FrontOptions,
  seen: IncomingMessage[] = [],
) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    seen.push(request);
    if (intercept?.(request, response) === true) return;
    const body = await buffer(request);
    const { host: _, ...headers } = request.headers;
    const behind = send(
      `${origin}${rewrite(request.url ?? '/')}`,
      { method: request.method, headers, agent: false },
      async (answer) => {
        const encoded = encode(await buffer(answer));
        const { 'transfer-encoding': __, 'content-length': ___, connection: ____, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, { ...kept, ...encoded.headers }).end(encoded.body);
      },
    );
    behind.on('error', () => response.destroy());
    behind.end(body);
  };
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const seen: IncomingMessage[] = [];
  const server = createServer(frontListener(options, seen));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
