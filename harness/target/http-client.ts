/** Sends one HTTP request, and says in words why there was no response. */

import { Agent, request } from 'undici';
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
  /** The code of the system or of the HTTP library, such as `ECONNRESET`. */
  readonly code: string;
  /** Milliseconds from sending the request to its failure; absent if it was not sent. */
  readonly afterMs?: number;
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
  send(outgoing: Outgoing): Promise<HttpResponse | NoResponse>;
  close(): Promise<void>;
}

/** Bytes that are read of a response body; the rest of a longer one is dropped. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** Redirects are not followed: a destination has one static URL (docs/contract.md section 3). */
export function createHttpClient(options: { timeoutMs: number; connections: number }): HttpClient {
  const agent = new Agent({
    connections: options.connections,
    connect: { timeout: options.timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    async send({ method, url, headers, body }) {
      try {
        const signal = AbortSignal.timeout(options.timeoutMs);
        const response = await request(url, {
          method,
          headers,
          body: body ?? null,
          dispatcher: agent,
          signal,
        });
        return {
          status: response.statusCode,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: await readText(response.body),
        };
      } catch (error) {
        return noResponse(error, options.timeoutMs);
      }
    },
    close: () => agent.destroy(),
  };
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

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'connection refused, nothing listens at that address and port'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the host name cannot be resolved'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'no route to the host'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'connection closed before the response was complete'],
  [/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/, 'the TLS certificate is not trusted'],
  [/^(EPROTO|ERR_SSL|ERR_TLS)/, 'the TLS handshake failed: is this an HTTPS address?'],
  [/^HPE_/, 'the response is not valid HTTP'],
];

function noResponse(error: unknown, timeoutMs: number): NoResponse {
  const { name = '', code = '', message = '' } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { code: 'ETIMEDOUT', failure: `no complete response within ${timeoutMs} ms` };
  }
  const inner = name === 'HTTPParserError' ? 'HPE_INVALID' : (firstOf(error)?.code ?? code);
  const words = WORDS.find(([pattern]) => pattern.test(inner))?.[1] ?? `the request failed: ${message}`;
  return { code: inner, failure: inner === '' ? words : `${words} (${inner})` };
}

/** For a host with several addresses all of them failed; the first failure is reported. */
function firstOf(error: unknown): { code?: string } | undefined {
  return (error as { errors?: { code?: string }[] }).errors?.[0];
}
