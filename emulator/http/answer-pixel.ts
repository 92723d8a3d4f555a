/** Answers Segment's pixels: always 200 with an image, whatever happens to the call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSuccessStatus } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { findPixelRoute, readPixel } from '../segment/index.ts';
import type { Worlds } from '../worlds/index.ts';
import { answerWhenSaved } from './answer-when-saved.ts';
import { answerMet, faultOfPixel, markFaults } from './faults/index.ts';
import { worldOfCall } from './world-of-call.ts';
import { type Attempt, writeAnswer } from './write/index.ts';

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
  worlds: Worlds,
  options: ResolvedOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  attempt: Attempt,
): void | Promise<void> {
  // A client that asks for the headers only has shown no image.
  if (request.method === 'HEAD') return writeAnswer(response, IMAGE);
  const route = findPixelRoute(path);
  const { authorization } = request.headers;
  const payload = readPixel(new URL(request.url ?? '/', 'http://emulator').searchParams);
  const { world, read } = worldOfCall(worlds, options, route ?? { kind: 'batch' }, authorization, payload);
  const { core } = world;
  if (world !== worlds.standard) markFaults(response, core);
  const incoming = route && {
    route,
    authorization,
    payload,
    ip: request.socket.remoteAddress?.replace(/^::ffff:/, ''),
    // The image is shown on the user's own device.
    hasOrigin: true,
    read,
  };
  const fault = core.faults.isAny && incoming ? faultOfPixel(core, options, incoming) : undefined;
  const show = (): void | Promise<void> =>
    fault === undefined
      ? answerWhenSaved(core, options, response, IMAGE)
      : answerMet({ core, options, attempt }, response, { fault, answer: fault.reset ? undefined : IMAGE });
  if (fault?.reset) return show();
  const accepted =
    incoming === undefined ? { status: 404, code: 'not-found' } : core.ingress.accept(incoming);
  if (isSuccessStatus(accepted.status)) return show();
  core.journal.noteUnmet({
    method: 'GET',
    path,
    status: accepted.status,
    code: accepted.code ?? codeIn(accepted),
    nearest: undefined,
  });
  return fault === undefined ? writeAnswer(response, IMAGE) : show();
}

function codeIn(answer: object): string | undefined {
  const { code } = ('body' in answer ? answer.body : {}) as { code?: string };
  return code;
}
