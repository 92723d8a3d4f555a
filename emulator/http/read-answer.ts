/** Reads the parts of a destination's response that a trace shows. */
import type { Dispatcher } from 'undici';
import { isSuccessStatus } from '../../schemas/index.ts';
import { type AttemptResult, keptMessage, keptText } from '../history/index.ts';
import type { Outbound } from '../segment/index.ts';

export type AnswerBody = Omit<AttemptResult, 'ms' | 'error'> & { readonly status: number };

/** Bytes of a response that are read; the connection is closed after them, because the status is known. */
const READ_BYTES = 64 * 1024;
/** How many rules of a response are kept, and how many characters of each. */
const RULES = { most: 20, length: 100 };

/** @throws the error of the connection if it breaks off within the part that is read */
export async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  { apiKey }: Outbound,
): Promise<AnswerBody> {
  const text = await readStart(body);
  const retryAfter = secondsOf(headers['retry-after']);
  // Keys are removed before anything is cut: a part of a key is still a part of a key.
  const rules = rulesOf(redact(headers['x-astrolabe-rules'], apiKey));
  const found = isSuccessStatus(status) ? undefined : redact(messageOf(text), apiKey);
  const message = found === undefined ? undefined : keptMessage(found);
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
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

/** Shorter keys are not redacted: finding one reveals nothing, and redacting it would damage every sentence. */
const SHORTEST_SECRET = 6;

/** Keeps a key that the destination repeats out of the trace (AST-AUTH-008). */
function redact(text: string | string[] | undefined, apiKey: string): string | undefined {
  if (typeof text !== 'string') return undefined;
  const withoutToken = text.replaceAll(Buffer.from(`${apiKey}:`).toString('base64'), '[API key]');
  return apiKey.length < SHORTEST_SECRET ? withoutToken : withoutToken.replaceAll(apiKey, '[API key]');
}

function rulesOf(header: string | undefined): readonly string[] | undefined {
  return header?.split(', ', RULES.most).map((rule) => keptText(rule, RULES.length));
}

function secondsOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
