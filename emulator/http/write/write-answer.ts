/** Writes every answer of the emulator. */
import type { ServerResponse } from 'node:http';
import { type Answer, textOfBody, textOfRules } from '../../answers/index.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Writes status, body and, as `x-astrolabe-rules`, the ids of the rules that decided the answer. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.delayMs !== undefined) {
    setTimeout(() => writeAnswer(response, { ...answer, delayMs: undefined }), answer.delayMs);
    return;
  }
  if (response.headersSent || response.destroyed) return;
  const { contentType, text } = render(answer.body);
  writeHead(response, answer, contentType, answer.status === 204 ? undefined : Buffer.byteLength(text));
  if (typeof text !== 'string' || text === '') response.end(text);
  else writeWhole(response, text);
}

/** Sends headers and body as one string. With `end(text)` the end would be a second piece, which costs more. */
function writeWhole(response: ServerResponse, text: string): void {
  response.write(text);
  queueMicrotask(() => response.end());
}

/** @param length bytes of the body, if they are known and there may be a body */
export function writeHead(
  response: ServerResponse,
  answer: Answer,
  contentType: string | undefined,
  length: number | undefined,
): void {
  const headers: string[] = [];
  let ownType = contentType;
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    headers.push(name, value);
    if (name === 'content-type') ownType = undefined;
  }
  if (ownType !== undefined) headers.push('content-type', ownType);
  if (length !== undefined) headers.push('content-length', String(length));
  if (answer.rules.length > 0) headers.push('x-astrolabe-rules', textOfRules(answer.rules));
  response.writeHead(answer.status, headers);
}

function render(body: unknown): { contentType?: string; text: string | Buffer } {
  if (body === undefined) return { text: '' };
  if (typeof body === 'string') return { contentType: 'text/plain; charset=utf-8', text: body };
  if (Buffer.isBuffer(body)) return { text: body };
  if (typeof body === 'object' && body !== null) return { contentType: JSON_TYPE, text: textOfBody(body) };
  return { contentType: JSON_TYPE, text: JSON.stringify(body) };
}
