/** Everything but the hot paths: records, control and the front page, on Express. */
import type { RequestListener } from 'node:http';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import type { Logger } from '../ambient.ts';
import type { Answer } from '../astrolabe/index.ts';
import { readState, resetState } from '../control/state.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options.ts';
import { errorAnswer } from './error-answer.ts';
import { frontPage } from './front-page.ts';
import { checkJsonContent, checkOrigin } from './guards.ts';
import { writeAnswer } from './write-answer.ts';

/** Guards come before the routes, so a refused request has no effect. No GET changes anything. */
export function createColdApp(core: Core, options: ResolvedOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);

  app.use(
    ['/records', '/_emulator'],
    guard(({ headers }) => checkOrigin(headers)),
  );
  app.use(
    '/_emulator',
    guard(({ method, headers }) => (isRead(method) ? undefined : checkJsonContent(headers))),
  );

  serve('GET', '/records/:collection', (request) =>
    core.destination.records({
      collection: String(request.params.collection),
      authorization: request.headers.authorization,
      query: queryOf(request),
    }),
  );
  serve('GET', '/_emulator/live', () => ok({ status: 'live' }));
  serve('GET', '/_emulator/ready', () => ok({ status: 'ready' }));
  serve('GET', '/_emulator/state', () => ok(readState(core, options)));
  serve('GET', '/_emulator/journal', () => ok(core.journal.read()));
  serve('POST', '/_emulator/reset', () => ok(resetState(core)));
  serve('GET', '/', (request) => frontPage(request.accepts(['text', 'html']) === 'html', options.version));

  app.use(answerWith(() => errorAnswer('not-found', 'GET / lists what is served here')));
  app.use(answerFailure(options.ambient.logger));
  return app;

  function serve(method: 'GET' | 'POST', path: string, answer: (request: Request) => Answer): void {
    const allow = method === 'GET' ? 'GET, HEAD' : method;
    if (method === 'GET') app.get(path, answerWith(answer));
    else app.post(path, answerWith(answer));
    app.all(
      path,
      answerWith(() => errorAnswer('method-not-allowed', `use ${allow}`, { allow })),
    );
  }
}

function guard(check: (request: Request) => Answer | undefined): RequestHandler {
  return (request, response, next) => {
    const refusal = check(request);
    if (refusal === undefined) next();
    else writeAnswer(response, refusal);
  };
}

function answerWith(answer: (request: Request) => Answer): RequestHandler {
  return (request, response) => writeAnswer(response, answer(request));
}

/** Express itself fails only where a path cannot be decoded; anything else is a bug here. */
function answerFailure(logger: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    if (error instanceof URIError) {
      writeAnswer(response, errorAnswer('request-malformed', 'check the percent-encoding'));
      return;
    }
    logger.error('a request could not be answered', error);
    writeAnswer(response, errorAnswer('internal'));
  };
}

function ok(body: unknown): Answer {
  return { status: 200, body, rules: [] };
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Of the raw URL, because Express's own parsers turn brackets into objects. */
function queryOf({ url }: Request): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}
