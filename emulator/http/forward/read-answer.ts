/** Reads the parts of a destination's response that a trace shows. */
import type { Dispatcher } from 'undici';
import { isSuccessStatus } from '../../../schemas/index.ts';
import { type AttemptResult, keptMessage, keptText } from '../../history/index.ts';

export type AnswerBody = Omit<AttemptResult, 'ms' | 'error'> & { readonly status: number };

/** Bytes of a response that are read; the connection is closed after them, because the status is known. */
const READ_BYTES = 64 * 1024;
/** How many rules of a response are kept, and how many characters of each. */
const RULES = { most: 20, length: 100 };

/**
 * @param redact keeps a key that the destination repeats out of the trace (AST-AUTH-008)
 * @throws the error of the connection if it breaks off within the part that is read
 */
export async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  redact: (text: string) => string,
): Promise<AnswerBody> {
  const text = await readStart(body);
  const retryAfter = secondsOf(headers['retry-after']);
  // Keys are removed before anything is cut: a part of a key is still a part of a key.
  const rules = rulesOf(headers['x-astrolabe-rules'], redact);
  const found = isSuccessStatus(status) ? undefined : messageOf(text);
  const message = found === undefined ? undefined : keptMessage(redact(found));
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

function rulesOf(
  header: string | string[] | undefined,
  redact: (text: string) => string,
): readonly string[] | undefined {
  if (typeof header !== 'string') return undefined;
  return redact(header)
    .split(', ', RULES.most)
    .map((rule) => keptText(rule, RULES.length));
}

function secondsOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
