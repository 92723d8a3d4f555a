/** Reads the JSON body of a write to the control plane. */
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Payload } from '../astrolabe/index.ts';
import { readBody } from './read-body.ts';

const LIMIT_BYTES = 64 * 1024;

/** The value, undefined for an empty body; or a refusal; or undefined if the client disconnected. */
export async function readJson(
  request: IncomingMessage,
): Promise<{ readonly body: unknown } | { readonly refusal: Answer } | undefined> {
  const payload = await new Promise<Payload | undefined>((resolve) => {
    // A request that was read completely closes too, while its body may still be decompressed.
    request.on('close', () => {
      if (!request.complete) resolve(undefined);
    });
    readBody(request, LIMIT_BYTES, resolve);
  });
  if (payload === undefined || payload.kind === 'value') return undefined;
  if (payload.kind === 'unreadable') {
    return { refusal: errorAnswer(payload.code, `send at most ${LIMIT_BYTES} bytes of UTF-8`) };
  }
  if (payload.text === '') return { body: undefined };
  try {
    return { body: JSON.parse(payload.text) as unknown };
  } catch {
    return { refusal: errorAnswer('body-not-json', 'send one JSON value') };
  }
}
