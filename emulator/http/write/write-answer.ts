/** Writes every answer of the emulator. */
import type { ServerResponse } from 'node:http';
import type { Answer } from '../../answers/index.ts';

/** Writes status, body and, as `x-astrolabe-rules`, the ids of the rules that decided the answer. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.delayMs !== undefined) {
    setTimeout(() => writeAnswer(response, { ...answer, delayMs: undefined }), answer.delayMs);
    return;
  }
  if (response.headersSent || response.destroyed) return;
  const { contentType, text } = render(answer.body);
  writeHead(response, answer, contentType, answer.status === 204 ? undefined : Buffer.byteLength(text));
  // As a string, so that headers and body are sent in one piece.
  response.end(text);
}

/** @param length bytes of the body, if they are known and there may be a body */
export function writeHead(
  response: ServerResponse,
  answer: Answer,
  contentType: string | undefined,
  length: number | undefined,
): void {
  const headers: Record<string, string | number> = answer.headers === undefined ? {} : { ...answer.headers };
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  if (length !== undefined) headers['content-length'] = length;
  if (answer.rules.length > 0) headers['x-astrolabe-rules'] = answer.rules.join(', ');
  response.writeHead(answer.status, headers);
}

function render(body: unknown): { contentType?: string; text: string | Buffer } {
  if (body === undefined) return { text: '' };
  if (typeof body === 'string') return { contentType: 'text/plain; charset=utf-8', text: body };
  if (Buffer.isBuffer(body)) return { text: body };
  return { contentType: 'application/json; charset=utf-8', text: JSON.stringify(body) };
}
