/** Sends one HTTP request and says in words what went wrong where no answer came. */

import { Agent, request } from 'undici';
import { isSuccessStatus } from '../../schemas/index.ts';

/** A request as it leaves. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer: status, headers in lower case, body as text. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why no answer came; `code` is the library's own, for telling cases apart. */
export interface NoResponse {
  readonly failure: string;
  readonly code: string;
}

/** Whether the call was accepted: any 2xx (docs/contract.md section 2). */
export function isAccepted(answer: HttpResponse | NoResponse): boolean {
  return 'status' in answer && isSuccessStatus(answer.status);
}

/** Sends requests over kept connections until closed. */
export interface HttpClient {
  send(outgoing: Outgoing): Promise<HttpResponse | NoResponse>;
  close(): Promise<void>;
}

/** What is read of an answer's body; the rest of a longer one is dropped. */
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
        const answer = await request(url, { method, headers, body: body ?? null, dispatcher: agent, signal });
        return {
          status: answer.statusCode,
          headers: Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: await readText(answer.body),
        };
      } catch (error) {
        return noAnswer(error, options.timeoutMs);
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
  [/^ECONNREFUSED$/, 'the connection was refused: nothing listens at that address and port'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the host name could not be resolved'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'there is no route to the host'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was closed before the answer was complete'],
  [/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/, 'the TLS certificate could not be trusted'],
  [/^(EPROTO|ERR_SSL|ERR_TLS)/, 'the TLS handshake failed: is this an HTTPS address?'],
  [/^HPE_/, 'the answer is not valid HTTP'],
];

function noAnswer(error: unknown, timeoutMs: number): NoResponse {
  const { name = '', code = '', message = '' } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { code: 'ETIMEDOUT', failure: `no complete answer within ${timeoutMs} ms` };
  }
  const inner = name === 'HTTPParserError' ? 'HPE_INVALID' : (firstOf(error)?.code ?? code);
  const words = WORDS.find(([pattern]) => pattern.test(inner))?.[1] ?? `the request failed: ${message}`;
  return { code: inner, failure: inner === '' ? words : `${words} (${inner})` };
}

/** Where a host has several addresses, all of them failed: the first tells why. */
function firstOf(error: unknown): { code?: string } | undefined {
  return (error as { errors?: { code?: string }[] }).errors?.[0];
}
