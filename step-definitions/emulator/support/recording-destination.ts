/** A destination that records its calls and responds as set. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call as it arrived. */
export interface ReceivedCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined if the connection was closed instead. */
  readonly status: number | undefined;
}

/** How it responds to the next calls: with a status, or by closing the connection. */
type Manner = number | 'close';

/** A destination on a free port. */
export interface RecordingDestination {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
  /** Sets how it responds from now on; initially with 200. */
  behave(manner: Manner): void;
  close(): Promise<void>;
}

export async function startRecordingDestination(): Promise<RecordingDestination> {
  const calls: ReceivedCall[] = [];
  let manner: Manner = 200;
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    const status = manner === 'close' ? undefined : manner;
    calls.push({ headers: request.headers, body, status });
    if (status === undefined) request.socket.destroy();
    else response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/segment`,
    calls,
    behave(next) {
      manner = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
