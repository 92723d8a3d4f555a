/** A server in front of a lawful destination that answers some requests in a hostile way. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { startDestination } from '../destination/index.ts';
import { API_KEY, BLOCKING_KEY } from './texts.ts';

/** What the destination would have answered. */
interface Lawful {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a way has in hand. */
export interface Turn {
  readonly response: ServerResponse;
  /** For what is not HTTP. */
  readonly socket: Socket;
  readonly lawful: Lawful;
  readonly path: string;
}

/** Which requests are answered in a hostile way: all, or those after the controls. */
export type Begin = 'at once' | 'later';

export interface Way {
  /** Answers one request. */
  readonly answer: (turn: Turn) => void;
  readonly begin: Begin;
  /** True if no clause may be blamed for it. */
  readonly blameless?: boolean;
}

/** A way of a destination concerns calls, one of a Records API concerns reads. */
export type Role = 'destination' | 'Records API';

const CONTROLS: Readonly<Record<Role, number>> = { destination: 4, 'Records API': 4 };

/** @param way undefined for a front that only passes on */
export async function startFront(role: Role, way: Way | undefined) {
  const destination = await startDestination({ apiKey: API_KEY, blockingApiKey: BLOCKING_KEY });
  const { origin } = new URL(destination.baseUrl);
  const recordsPath = new URL(destination.recordsUrl).pathname;
  let seen = 0;
  const server = createServer({ highWaterMark: 1024 * 1024 }, async (incoming, response) => {
    const path = incoming.url ?? '/';
    const lawful = await pass(incoming, origin).catch(() => undefined);
    if (lawful === undefined) return incoming.socket.destroy();
    const isConcerned = (role === 'Records API') === path.startsWith(recordsPath);
    if (isConcerned) seen += 1;
    const isHostile = isConcerned && (way?.begin === 'at once' || seen > CONTROLS[role]);
    response.on('error', () => {});
    if (way === undefined || !isHostile) return answer(response, lawful);
    try {
      way.answer({ response, socket: incoming.socket, lawful, path });
    } catch (error) {
      faults.push(String(error));
      incoming.socket.destroy();
    }
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  const faults: string[] = [];
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: destination.baseUrl.replace(origin, at),
    recordsUrl: destination.recordsUrl.replace(origin, at),
    /** What went wrong with the way itself. */
    faults,
    /** How many requests the way was about. */
    seen: () => seen,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await destination.close();
    },
  };
}

/** Answers as the destination would, with some of it changed. */
export function answer(response: ServerResponse, { status, headers, body }: Lawful): void {
  response.writeHead(status, headers).end(body);
}

function pass(incoming: IncomingMessage, origin: string): Promise<Lawful> {
  return new Promise((resolve, reject) => {
    const { method, headers } = incoming;
    const passed = request(new URL(incoming.url ?? '/', origin), { method, headers }, async (from) => {
      let body = '';
      try {
        for await (const chunk of from.setEncoding('utf8')) body += chunk;
      } catch (error) {
        return reject(error);
      }
      const type = from.headers['content-type'];
      resolve({
        status: from.statusCode ?? 500,
        headers: type === undefined ? {} : { 'content-type': type },
        body,
      });
    });
    passed.on('error', reject);
    incoming.on('error', reject).pipe(passed);
  });
}
