/** The ingress on a socket: the one place that browsers of any origin may talk to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ingress } from '../segment/ingress.ts';
import type { IngressRoute } from '../segment/routes.ts';
import { errorAnswer } from './error-answer.ts';
import { readBody } from './read-body.ts';
import { writeAnswer } from './write-answer.ts';

const CORS = { 'access-control-allow-origin': '*' };
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, content-encoding, x-retry-count',
  'access-control-max-age': '86400',
};

/** @param limit bytes of a body */
export async function answerIngress(
  ingress: Ingress,
  route: IngressRoute | undefined,
  limit: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (route === undefined) {
    return writeAnswer(
      response,
      errorAnswer('not-found', 'send calls to /v1/batch or to /v1/ and their type', CORS),
    );
  }
  if (request.method === 'OPTIONS') {
    return writeAnswer(response, { status: 204, body: undefined, headers: PREFLIGHT, rules: [] });
  }
  if (request.method !== 'POST') {
    const headers = { ...CORS, allow: 'POST, OPTIONS' };
    return writeAnswer(response, errorAnswer('method-not-allowed', 'send calls as POST', headers));
  }
  const payload = await readBody(request, limit);
  if (payload === undefined) return;
  const answer = ingress.accept({ route, authorization: request.headers.authorization, payload });
  writeAnswer(response, { ...answer, headers: CORS });
}
