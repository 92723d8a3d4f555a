/** A small HTTP proxy: CONNECT and requests for whole URLs, with names of its own. */
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ForwardProxyOptions {
  /** Ports on this machine by host name; every other host cannot be reached. */
  readonly hosts: Readonly<Record<string, number>>;
  /** `user:password` that it requires; default: none. */
  readonly credentials?: string;
  /** What it answers to requests while it returns a status; default: it serves them. */
  readonly trouble?: () => number | undefined;
}

export interface ForwardProxy {
  readonly url: string;
  readonly port: number;
  /** `CONNECT host:443`, `POST http://host/path`, in order of arrival. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startForwardProxy(options: ForwardProxyOptions): Promise<ForwardProxy> {
  const { hosts, credentials, trouble = () => undefined } = options;
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const refusal = ({ headers }: IncomingMessage, host: string): number | undefined => {
    const expected = credentials === undefined ? undefined : `Basic ${btoa(credentials)}`;
    if (headers['proxy-authorization'] !== expected) return 407;
    return trouble() ?? (hosts[host] === undefined ? 502 : undefined);
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    const url = new URL(request.url ?? '');
    const status = refusal(request, url.hostname);
    if (status !== undefined) return void response.writeHead(status).end('the proxy says no');
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const behind = send(
      {
        ...{ host: '127.0.0.1', port: hosts[url.hostname], path: `${url.pathname}${url.search}` },
        ...{ method: request.method, headers, agent: false },
      },
      (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
    );
    behind.on('error', () => response.destroy());
    request.pipe(behind);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    const [host = ''] = (request.url ?? '').split(':');
    const status = refusal(request, host);
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const behind = connect(hosts[host] ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behind.pipe(socket).pipe(behind);
    });
    sockets.add(behind);
    behind.on('error', () => socket.destroy()).on('close', () => sockets.delete(behind));
    socket.on('error', () => behind.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
