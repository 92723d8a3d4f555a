/** Sends one HTTP request, and says in words why there was no response. */
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { isSuccessStatus } from '../../schemas/index.ts';

/** A request as it is sent. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A response: status, header names in lower case, body as text. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why there was no response. */
export interface NoResponse {
  readonly failure: string;
  /** The code of the system or of Node, such as `ECONNRESET`. */
  readonly code: string;
  /** Milliseconds from sending the request to its failure; absent if it was not sent. */
  readonly afterMs?: number;
  /**
   * Present if a connection that was kept alive closed before the first byte of the response: for how many milliseconds
   * it had been idle before this request.
   */
  readonly idleMs?: number;
}

/** Whether the call was accepted: any 2xx (docs/contract.md section 2). */
export function isAccepted(response: HttpResponse | NoResponse): boolean {
  return 'status' in response && isSuccessStatus(response.status);
}

/** A response for a reader: its status and the beginning of its body, or why there is none. */
export function describeResponse(response: HttpResponse | NoResponse): string {
  if ('failure' in response) {
    const { failure, afterMs } = response;
    return `no response: ${failure}${afterMs === undefined ? '' : ` after ${afterMs} ms`}`;
  }
  return `${response.status} with ${response.body.trim().slice(0, 300) || 'an empty body'}`;
}

/** Sends requests over kept-alive connections until it is closed. */
export interface HttpClient {
  /** @param how `fresh` opens a connection for this request instead of using one that was kept alive */
  send(outgoing: Outgoing, how?: { readonly fresh?: boolean }): Promise<HttpResponse | NoResponse>;
  close(): Promise<void>;
}

/** Bytes that are read of a response body; the rest of a longer one is dropped. */
const BODY_LIMIT = 4 * 1024 * 1024;

const TURN_MS = 10;

interface ClientOptions {
  /** How long one response may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The most connections that are open at the same time. */
  readonly connections: number;
  /** Milliseconds of a clock that measures how long a connection was idle. */
  readonly now: () => number;
}

/** Redirects are not followed: a destination has one static URL (docs/contract.md section 3). */
export function createHttpClient({ timeoutMs, connections, now }: ClientOptions): HttpClient {
  const lastUsed = new WeakMap<Socket, number>();
  // A response that is noticed late, after other work, may have arrived at any time since the turn before.
  let [turnBefore, lastTurn] = [now(), now()];
  const turns = setInterval(() => {
    [turnBefore, lastTurn] = [lastTurn, now()];
  }, TURN_MS).unref();
  const kept = agentsOf({ keepAlive: true, maxSockets: connections });
  const fresh = agentsOf({ keepAlive: false, maxSockets: connections });
  for (const agent of Object.values(kept)) {
    agent.on('free', (socket: Socket) => lastUsed.set(socket, turnBefore));
  }
  return {
    send({ method, url, headers, body }, how = {}) {
      const isSecure = url.startsWith('https:');
      const agent = (how.fresh === true ? fresh : kept)[isSecure ? 'https' : 'http'];
      return new Promise((resolve) => {
        let request: http.ClientRequest;
        try {
          request = (isSecure ? https : http).request(url, { method, headers, agent });
        } catch (error) {
          resolve(noResponse(error, timeoutMs));
          return;
        }
        let timer: NodeJS.Timeout | undefined;
        let isAnswered = false;
        let idleMs: number | undefined;
        const end = (response: HttpResponse | NoResponse) => {
          clearTimeout(timer);
          resolve(response);
        };
        request.on('socket', (socket) => {
          // Waiting for one of the connections is not the target's time.
          timer = setTimeout(() => request.destroy(new TimedOut()), timeoutMs);
          const usedAt = lastUsed.get(socket);
          if (request.reusedSocket && usedAt !== undefined) idleMs = now() - usedAt;
        });
        request.on('response', (response) => {
          isAnswered = true;
          readText(response).then(
            (text) => end({ status: response.statusCode ?? 0, headers: headersOf(response), body: text }),
            (error) => end(noResponse(error, timeoutMs)),
          );
        });
        request.on('error', (error) => {
          // After the response has begun, its body says how it ended.
          if (isAnswered) return;
          const failure = noResponse(error, timeoutMs);
          end(isClosed(failure) ? { ...failure, idleMs } : failure);
        });
        request.end(body);
      });
    },
    async close() {
      clearInterval(turns);
      for (const agent of [...Object.values(kept), ...Object.values(fresh)]) agent.destroy();
    },
  };
}

function agentsOf(options: http.AgentOptions) {
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

/** The whole response did not come in time. */
class TimedOut extends Error {
  readonly code = 'ETIMEDOUT';
}

function headersOf({ headers }: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > BODY_LIMIT) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY_LIMIT).toString('utf8');
}

const CLOSED = /^(ECONNRESET|EPIPE)$/;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'connection refused, nothing listens at that address and port'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the host name cannot be resolved'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'no route to the host'],
  [CLOSED, 'connection closed before the response was complete'],
  [/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/, 'the TLS certificate is not trusted'],
  [/^(EPROTO|ERR_SSL|ERR_TLS)/, 'the TLS handshake failed: is this an HTTPS address?'],
  [/^HPE_/, 'the response is not valid HTTP'],
];

function isClosed({ code }: NoResponse): boolean {
  return CLOSED.test(code);
}

function noResponse(error: unknown, timeoutMs: number): NoResponse {
  const { code = '', message = '', errors } = error as FailedRequest;
  // For a host with several addresses all of them failed; the first failure is reported.
  const inner = errors?.[0]?.code ?? code;
  if (inner === 'ETIMEDOUT') {
    return { code: inner, failure: `no complete response within ${timeoutMs} ms` };
  }
  const words = WORDS.find(([pattern]) => pattern.test(inner))?.[1] ?? `the request failed: ${message}`;
  return { code: inner, failure: inner === '' ? words : `${words} (${inner})` };
}

interface FailedRequest {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly { readonly code?: string }[];
}
