/** Routes every request: guards, then what programs ask for most, then Express for the rest. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errorAnswer } from '../answers/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import type { Worlds } from '../worlds/index.ts';
import { createCallAnswerer, DESTINATION_PATH } from './answer-call.ts';
import { answerIngress } from './answer-ingress.ts';
import { answerProbe } from './answer-probe.ts';
import { answerQuestion, questionOfProgram } from './answer-question.ts';
import { markFaults } from './faults/index.ts';
import { checkHost, checkSingle } from './guards.ts';
import { normaliseTarget } from './request-target.ts';
import { standingHeaders } from './standing-headers.ts';
import { createUnmet } from './unmet/index.ts';
import { type Attempt, writeAnswer } from './write/index.ts';

/** A listener that answers every route of every world, for any server. */
export function createListener(worlds: Worlds, options: ResolvedOptions): RequestListener {
  const { allowedHosts, ambient } = options;
  const allowed = [...allowedHosts, options.host].map((name) => name.toLowerCase());
  const standing = standingHeaders(options);
  const { standard } = worlds;
  let knownHost: string | undefined;
  let expressApp: Promise<RequestListener> | undefined;

  const fail = (response: ServerResponse, error: unknown) => {
    ambient.logger.error('a request could not be answered', error);
    writeAnswer(response, errorAnswer('internal'));
  };
  const attempt: Attempt = (response, action) => {
    try {
      action()?.catch((error: unknown) => fail(response, error));
    } catch (error) {
      fail(response, error);
    }
  };

  const answerCall = createCallAnswerer(worlds, options, attempt);
  const unmet = createUnmet(worlds);

  const answer = (request: IncomingMessage, response: ServerResponse): void | Promise<void> => {
    const repeated = checkSingle(request);
    if (repeated !== undefined) return writeAnswer(response, repeated);
    const { headers } = request;
    // Usually every request has the same Host, so it is checked once.
    if ((headers.host === undefined || headers.host !== knownHost) && !hasNoHost(request)) {
      const refusal = checkHost(headers, allowed);
      if (refusal !== undefined) return writeAnswer(response, refusal);
      knownHost = headers.host;
    }
    const refusal = normaliseTarget(request, allowed);
    if (refusal !== undefined) return writeAnswer(response, refusal);
    const path = pathOf(request.url ?? '/');
    if (path === DESTINATION_PATH || path === `${DESTINATION_PATH}/`) {
      return answerCall(request, response);
    }
    if (path.startsWith('/v1/'))
      return answerIngress(worlds, options, path, request, response, attempt, unmet);
    const probe = answerProbe(request, path);
    if (probe !== undefined) return writeAnswer(response, probe);
    const collection = questionOfProgram(request, path);
    if (collection === undefined) return answerWithExpress(request, response);
    return answerQuestion(worlds, options, attempt, request, response, collection);
  };

  const answerWithExpress = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Loaded on demand, because Express is slow to load and what programs ask for most does not need it.
    expressApp ??= import('./express-app.ts').then(({ createExpressApp }) =>
      createExpressApp(worlds, options, unmet, attempt),
    );
    (await expressApp)(request, response);
  };

  return (request, response) => {
    for (const [name, value] of standing) response.setHeader(name, value);
    if (standard.core.faults.isAny) markFaults(response, standard.core);
    attempt(response, () => answer(request, response));
  };
}

/** HTTP/1.0 does not require a Host, and no browser sends HTTP/1.0, so no page can have made such a request. */
function hasNoHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host === undefined && httpVersion === '1.0';
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
