/** The ingress on a socket: the one place that browsers of any origin may talk to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import { errorAnswer } from '../error-answer.ts';
import type { ResolvedOptions } from '../options.ts';
import { browserSettings } from '../segment/browser-settings.ts';
import { findRoute, findSettingsKey } from '../segment/routes.ts';
import { keepPromise } from './keep-promise.ts';
import { readBody } from './read-body.ts';
import { writeAnswer } from './write-answer.ts';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-ratelimit-reset',
};
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, content-encoding, x-retry-count',
  'access-control-max-age': '86400',
};

/** @param path begins with `/v1/` */
export async function answerIngress(
  core: Core,
  options: ResolvedOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const settingsKey = findSettingsKey(path);
  const route = findRoute(path);
  if (settingsKey === undefined && route === undefined) {
    return answer(response, errorAnswer('not-found', 'send calls to /v1/batch or to /v1/ and their type'));
  }
  if (request.method === 'OPTIONS') {
    return answer(response, { status: 204, body: undefined, headers: PREFLIGHT, rules: [] });
  }
  if (settingsKey !== undefined) {
    return answer(response, answerSettings(core, options, settingsKey, request));
  }
  if (route === undefined || request.method !== 'POST') {
    return answer(
      response,
      errorAnswer('method-not-allowed', 'send calls as POST', { allow: 'POST, OPTIONS' }),
    );
  }
  const payload = await readBody(request, options.limits.batchBytes);
  if (payload === undefined) return;
  const { authorization, origin } = request.headers;
  const ip = request.socket.remoteAddress?.replace(/^::ffff:/, '');
  const accepted = core.ingress.accept({
    route,
    authorization,
    payload,
    ip,
    hasOrigin: origin !== undefined,
  });
  answer(response, await keepPromise(core, options, accepted));
}

function answerSettings(
  { source }: Core,
  { choices }: ResolvedOptions,
  writeKey: string,
  { method, headers }: IncomingMessage,
): Answer {
  if (method !== 'GET' && method !== 'HEAD') {
    return errorAnswer('method-not-allowed', 'use GET', { allow: 'GET, HEAD, OPTIONS' });
  }
  const body = browserSettings(source, writeKey, headers.host, choices);
  if (body === undefined) return errorAnswer('not-found', 'no source has this write key');
  return { status: 200, body, headers: { 'cache-control': 'no-store' }, rules: [] };
}

function answer(response: ServerResponse, { headers, ...rest }: Answer): void {
  writeAnswer(response, { ...rest, headers: { ...CORS, ...headers } });
}
