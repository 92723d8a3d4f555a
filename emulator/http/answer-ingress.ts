/** Answers requests to the ingress, the only place that accepts browsers of any origin. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { browserSettings, findRoute, findSettingsKey, isPixel } from '../segment/index.ts';
import type { Worlds } from '../worlds/index.ts';
import { answerPixel } from './answer-pixel.ts';
import { answerWhenSaved } from './answer-when-saved.ts';
import { answerMet, faultOfRequest, markFaults } from './faults/index.ts';
import { noteRefused } from './note-refused.ts';
import { readBody } from './read-body.ts';
import type { UnmetRoutes } from './unmet/index.ts';
import { worldOfCall } from './world-of-call.ts';
import { type Attempt, writeAnswer } from './write/index.ts';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-ratelimit-reset',
};
/** Headers that Segment's browser library sends. */
const USUAL_HEADERS = 'authorization, content-type, content-encoding, x-retry-count';
/** A list of names of headers, as browsers write it. */
const NAMES = /^[\w!#$%&'*+.^`|~-]+(?: *, *[\w!#$%&'*+.^`|~-]+)*$/;
const LONGEST_NAMES = 2_000;

/** Allows every header that is asked for: the library can send headers of the page's own. */
function preflight({ headers }: IncomingMessage): Answer {
  const asked = headers['access-control-request-headers'] ?? '';
  const isList = asked.length <= LONGEST_NAMES && NAMES.test(asked);
  return {
    status: 204,
    body: undefined,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': isList ? `${USUAL_HEADERS}, ${asked.toLowerCase()}` : USUAL_HEADERS,
      'access-control-max-age': '86400',
      vary: 'access-control-request-headers',
    },
    rules: [],
  };
}

/** @param path begins with `/v1/` */
export function answerIngress(
  worlds: Worlds,
  options: ResolvedOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  attempt: Attempt,
  unmet: UnmetRoutes,
): void {
  const route = request.method === 'POST' ? findRoute(path) : undefined;
  if (route === undefined) {
    if (isPixel(path) && (request.method === 'GET' || request.method === 'HEAD')) {
      attempt(response, () => answerPixel(worlds, options, path, request, response, attempt));
      return;
    }
    attempt(response, async () =>
      writeAnswer(response, withCors(await answerOther(worlds, options, path, request, unmet))),
    );
    return;
  }
  readBody(request, options.limits.batchBytes, (payload) =>
    attempt(response, () => {
      const { authorization, origin } = request.headers;
      const ip = request.socket.remoteAddress?.replace(/^::ffff:/, '');
      const hasOrigin = origin !== undefined;
      const { world, read } = worldOfCall(worlds, options, route, authorization, payload);
      const { core } = world;
      if (world !== worlds.standard) markFaults(response, core);
      const incoming = { route, authorization, payload, ip, hasOrigin, read };
      const met = core.faults.isAny ? faultOfRequest(core, options, incoming) : undefined;
      if (met !== undefined) {
        if (met.answer !== undefined) noteRefused(world, 'POST', path, incoming, met.answer);
        const answer = met.answer && withCors(met.answer);
        return answerMet({ core, options, attempt }, response, { ...met, answer });
      }
      const answer = core.ingress.accept(incoming);
      noteRefused(world, 'POST', path, incoming, answer);
      return answerWhenSaved(core, options, response, withCors(answer));
    }),
  );
}

/** Answers everything except calls: settings of a write key, preflights and unknown addresses. */
function answerOther(
  worlds: Worlds,
  options: ResolvedOptions,
  path: string,
  request: IncomingMessage,
  unmet: UnmetRoutes,
): Answer | Promise<Answer> {
  if (isPixel(path)) return unmet.wrongMethod(request, 'use GET', 'GET, HEAD');
  const settingsKey = findSettingsKey(path);
  if (settingsKey === undefined && findRoute(path) === undefined) {
    return unmet.notFound(request, 'send calls to /v1/batch or to /v1/ followed by their type');
  }
  if (request.method === 'OPTIONS') return preflight(request);
  if (settingsKey !== undefined) return answerSettings(worlds, options, settingsKey, request, unmet);
  return unmet.wrongMethod(request, 'send calls as POST', 'POST, OPTIONS');
}

function answerSettings(
  worlds: Worlds,
  { tls }: ResolvedOptions,
  writeKey: string,
  request: IncomingMessage,
  unmet: UnmetRoutes,
): Answer {
  const { method, headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return unmet.wrongMethod(request, 'use GET', 'GET, HEAD, OPTIONS');
  }
  const { core } = worlds.ofKey(writeKey);
  const body = browserSettings(
    core.source,
    writeKey,
    headers.host,
    core.choices.now,
    tls === undefined ? 'http' : 'https',
  );
  if (body === undefined) return errorAnswer('not-found', 'no source has this write key');
  return { status: 200, body, headers: { 'cache-control': 'no-store' }, rules: [] };
}

function withCors(answer: Answer): Answer {
  return { ...answer, headers: { ...CORS, ...answer.headers } };
}
