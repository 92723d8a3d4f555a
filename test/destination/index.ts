/** An independent destination: plain HTTP, written from the contract alone, correct or broken on purpose. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_KEY } from '../canaries.ts';
import { type Answer, isRefusal, writeAnswer, writeBody } from './answer.ts';
import { authenticate, type Connector } from './connector.ts';
import type { Broken, Fault } from './faults.ts';
import { createRateGate, type RateLimit } from './rate-limit.ts';
import { type Destination, receive } from './receive.ts';
import { readRecords } from './records.ts';
import { Store } from './store.ts';

const callPath = '/hooks/segment';
const recordsPath = '/inspect';
const bodyLimit = 1024 * 1024;

export interface DestinationOptions {
  /** Port on 127.0.0.1; default 0, which selects a free one. */
  readonly port?: number;
  /** Key of the connector that allows free email providers; a fixed one by default. */
  readonly apiKey?: string;
  /** Key of a connector that blocks them; no such connector by default. */
  readonly blockingApiKey?: string;
  /** A valid key without permission; none by default. */
  readonly restrictedApiKey?: string;
  /** Faults to switch on; none by default. */
  readonly faults?: readonly Fault[];
  /** Milliseconds after which calls, answered 202, are stored; default 0: stored immediately and answered 200. */
  readonly storeDelayMs?: number;
  /** Requests beyond the limit, including reads of records, are answered 429; no limit by default. */
  readonly rateLimit?: RateLimit;
  /** Serves no records; default false. */
  readonly withoutRecords?: boolean;
  /** Returns milliseconds since 1970; default: the wall clock. */
  readonly now?: () => number;
}

export interface RunningDestination {
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly apiKey: string;
  readonly blockingApiKey?: string | undefined;
  readonly restrictedApiKey?: string | undefined;
  /** How many requests have arrived so far, including refused ones and reads of records. */
  readonly requests: number;
  /** Stops listening, closes open connections and drops calls that are not stored yet. */
  close(): Promise<void>;
}

/** Starts a destination; rejects if the port is taken. */
export async function startDestination(options: DestinationOptions = {}): Promise<RunningDestination> {
  const { apiKey = API_KEY, blockingApiKey, restrictedApiKey, storeDelayMs = 0 } = options;
  const now = options.now ?? Date.now;
  const faults = new Set(options.faults);
  const broken: Broken = (fault) => faults.has(fault);
  const timers = new Set<NodeJS.Timeout>();

  const connectors: [Connector, ...Connector[]] = [
    { key: apiKey, policy: 'allow', store: new Store(broken) },
  ];
  if (blockingApiKey !== undefined) {
    connectors.push({ key: blockingApiKey, policy: 'block', store: new Store(broken) });
  }
  if (restrictedApiKey !== undefined) {
    connectors.push({ key: restrictedApiKey, policy: 'forbidden', store: new Store(broken) });
  }
  const later = (store: () => Promise<void>) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void store();
    }, storeDelayMs);
    timers.add(timer);
  };
  const destination: Destination = {
    connectors,
    broken,
    now,
    later: storeDelayMs > 0 ? later : undefined,
  };

  const gate = options.rateLimit ? createRateGate(options.rateLimit, now) : () => undefined;
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    try {
      const bytes = await readBytes(request, broken);
      const [path = '', query = ''] = (request.url ?? '').split('?', 2);
      const reads = path.startsWith(`${recordsPath}/`) && options.withoutRecords !== true;
      const answer = gate() ?? (await respond(request, bytes, path, query, reads, destination));
      if (reads && broken('html-records')) writeBody(response, 200, 'text/html', '<p>Please sign in.</p>');
      else writeAnswer(response, answer, broken);
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      const message = `The destination itself failed: ${error}`;
      writeAnswer(response, { refusal: 500, message }, broken);
    }
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl: `${origin}${callPath}`,
    recordsUrl: `${origin}${recordsPath}`,
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    get requests() {
      return requests;
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function respond(
  request: IncomingMessage,
  bytes: Uint8Array | undefined,
  path: string,
  query: string,
  reads: boolean,
  destination: Destination,
): Promise<Answer> {
  const { connectors, broken } = destination;
  if (path !== callPath && !reads) {
    return { refusal: 404, message: `Nothing is served here: post calls to ${callPath}.` };
  }
  const method = reads ? 'GET' : 'POST';
  if (request.method !== method) {
    return { refusal: 405, message: `Use ${method} here.`, headers: { allow: method } };
  }
  if (bytes === undefined) {
    return { refusal: 413, message: `The body is above ${bodyLimit} bytes: send one call per request.` };
  }
  if (!reads) return receive(request.headers, bytes, destination);

  const connector = authenticate(request.headers.authorization, connectors, broken);
  if (isRefusal(connector)) return connector;
  const collection = path.slice(recordsPath.length + 1);
  return readRecords(collection, new URLSearchParams(query), connector.store, broken);
}

/** Reads a body to its end, so that the connection can be used again; undefined above the limit. */
async function readBytes(request: IncomingMessage, broken: Broken): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= bodyLimit) chunks.push(broken('decodes-pieces') ? Buffer.from(String(chunk)) : chunk);
  }
  return length <= bodyLimit ? Buffer.concat(chunks) : undefined;
}
