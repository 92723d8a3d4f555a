/** Reads the parts of a destination's response that a trace shows. */
import type { Dispatcher } from 'undici';
import { isSuccessStatus } from '../../schemas/index.ts';
import type { AttemptResult } from '../history/index.ts';
import type { Outbound } from '../segment/index.ts';

export type AnswerBody = Omit<AttemptResult, 'ms' | 'error'> & { readonly status: number };

/** Bytes of a response that are read; the connection is closed after them, because the status is known. */
const READ_BYTES = 64 * 1024;
/** Characters of a message that are kept. */
const MESSAGE_LENGTH = 300;

/** @throws the error of the connection if it breaks off within the part that is read */
export async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  { apiKey }: Outbound,
): Promise<AnswerBody> {
  const text = await readStart(body);
  const retryAfter = secondsOf(headers['retry-after']);
  const rules = rulesOf(headers['x-astrolabe-rules']);
  const message = isSuccessStatus(status) ? undefined : redact(messageOf(text), apiKey);
  return { status, message, rules, retryAfter };
}

async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the stream, and so ends a response that never would.
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= READ_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function messageOf(text: string): string | undefined {
  try {
    const message: unknown = JSON.parse(text)?.message;
    return typeof message === 'string' ? message.slice(0, MESSAGE_LENGTH) : undefined;
  } catch {
    return undefined;
  }
}

/** Shorter keys are not redacted: finding one reveals nothing, and redacting it would damage every sentence. */
const SHORTEST_SECRET = 6;

/** Keeps a key that the destination repeats out of the trace (AST-AUTH-008). */
function redact(message: string | undefined, apiKey: string): string | undefined {
  const withoutToken = message?.replaceAll(Buffer.from(`${apiKey}:`).toString('base64'), '[API key]');
  return apiKey.length < SHORTEST_SECRET ? withoutToken : withoutToken?.replaceAll(apiKey, '[API key]');
}

function rulesOf(header: string | string[] | undefined): readonly string[] | undefined {
  return typeof header === 'string' ? header.slice(0, 1_000).split(', ') : undefined;
}

function secondsOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
