/** Answers Segment's pixels: always 200 with an image, whatever happens to the call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSuccessStatus } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { findPixelRoute, readPixel } from '../segment/index.ts';
import { answerWhenSaved } from './answer-when-saved.ts';
import { writeAnswer } from './write/index.ts';

/** A transparent image of one pixel. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const IMAGE: Answer = {
  status: 200,
  body: GIF,
  headers: {
    'content-type': 'image/gif',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
  },
  rules: [],
};

/** @param path of a pixel; the journal shows why a call in it was refused, because the answer cannot */
export function answerPixel(
  core: Core,
  options: ResolvedOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void | Promise<void> {
  // A client that asks for the headers only has shown no image.
  if (request.method === 'HEAD') return writeAnswer(response, IMAGE);
  const route = findPixelRoute(path);
  const accepted =
    route === undefined
      ? { status: 404, code: 'not-found' }
      : core.ingress.accept({
          route,
          authorization: request.headers.authorization,
          payload: readPixel(new URL(request.url ?? '/', 'http://emulator').searchParams),
          ip: request.socket.remoteAddress?.replace(/^::ffff:/, ''),
          // The image is shown on the user's own device.
          hasOrigin: true,
        });
  if (isSuccessStatus(accepted.status)) return answerWhenSaved(core, options, response, IMAGE);
  core.journal.noteUnmet({
    method: 'GET',
    path,
    status: accepted.status,
    code: accepted.code ?? codeIn(accepted),
    nearest: undefined,
  });
  writeAnswer(response, IMAGE);
}

function codeIn(answer: object): string | undefined {
  const { code } = ('body' in answer ? answer.body : {}) as { code?: string };
  return code;
}
