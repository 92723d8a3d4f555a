/** The way into the emulator: guards, then the two hot paths, then Express for everything else. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import { errorAnswer } from '../error-answer.ts';
import type { ResolvedOptions } from '../options.ts';
import { answerIngress } from './answer-ingress.ts';
import { checkHost } from './guards.ts';
import { keepPromise } from './keep-promise.ts';
import { readBody } from './read-body.ts';
import { standingHeaders } from './standing-headers.ts';
import { writeAnswer } from './write-answer.ts';

/** The path of the destination's static URL. */
export const DESTINATION_PATH = '/astrolabe';

/** A listener that answers every route, whichever server it is mounted on. */
export function createListener(core: Core, options: ResolvedOptions): RequestListener {
  const { allowedHosts, limits, ambient } = options;
  const allowed = [...allowedHosts, options.host].map((name) => name.toLowerCase());
  const standing = standingHeaders(options);
  let cold: Promise<RequestListener> | undefined;

  const answerCall = async (request: IncomingMessage, response: ServerResponse) => {
    const payload = await readBody(request, limits.bodyBytes);
    if (payload === undefined) return;
    const { method = '', headers } = request;
    const { authorization, 'content-type': contentType } = headers;
    const decision = core.destination.deliver({ method, authorization, contentType, headers, payload });
    const isKept = core.saved() === undefined;
    writeAnswer(response, isKept ? decision : await keepPromise(core, options, decision));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = checkHost(request.headers, allowed);
    if (refusal !== undefined) return writeAnswer(response, refusal);
    const path = pathOf(request.url ?? '/');
    if (path === DESTINATION_PATH || path === `${DESTINATION_PATH}/`) return answerCall(request, response);
    if (path.startsWith('/v1/')) {
      return answerIngress(core, options, path, request, response);
    }
    // Express is the slowest thing to load, and neither hot path needs it.
    cold ??= import('./cold-app.ts').then(({ createColdApp }) => createColdApp(core, options));
    return (await cold)(request, response);
  };

  return (request, response) => {
    for (const [name, value] of standing) response.setHeader(name, value);
    answer(request, response).catch((error: unknown) => {
      ambient.logger.error('a request could not be answered', error);
      writeAnswer(response, errorAnswer('internal'));
    });
  };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
