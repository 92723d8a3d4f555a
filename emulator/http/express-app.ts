/** Every route except the hot paths, on Express: records, control plane and front page. */
import type { RequestListener, ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import type { Logger } from '../ambient.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import { REPORT_PATH, worldUnknown } from '../control/index.ts';
import { digestOf } from '../key-digest.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { DEFAULT_ID, type World, type Worlds } from '../worlds/index.ts';
import { PROBES } from './answer-probe.ts';
import { answerQuestion } from './answer-question.ts';
import { answerWhenSaved } from './answer-when-saved.ts';
import { CONTROL_ROUTES, type ControlRequest, type ControlRoute, WORLD_ROUTES } from './control/index.ts';
import { markFaults } from './faults/index.ts';
import {
  allowedOriginHeaders,
  answerPreflight,
  checkJsonContent,
  checkOrigin,
  checkToken,
} from './guards.ts';
import { readJson } from './read-json.ts';
import { queryOf } from './request-target.ts';
import { ROUTES } from './routes.ts';
import { FOR_BROWSERS } from './standing-headers.ts';
import type { UnmetRoutes } from './unmet/index.ts';
import { type Attempt, writeAnswer } from './write/index.ts';

/** Probes reveal only that the emulator runs, and their callers have no token. */
const OPEN: ReadonlySet<string> = new Set(Object.keys(PROBES));

/** Guards run before the routes, so that a refused request has no effect. No GET changes anything. */
export function createExpressApp(
  worlds: Worlds,
  options: ResolvedOptions,
  unmet: UnmetRoutes,
  attempt: Attempt,
): RequestListener {
  const scheme = options.tls === undefined ? 'http' : 'https';
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use((_request, response, next) => {
    response.set(FOR_BROWSERS);
    next();
  });

  app.use(
    ['/records', '/_emulator'],
    guard(({ headers }) => checkOrigin(headers, scheme, options.allowedOrigins)),
  );
  if (options.allowedOrigins.length > 0) {
    app.use(['/records', '/_emulator'], letAllowedRead(options.allowedOrigins));
  }
  const token = options.controlToken === undefined ? undefined : digestOf(options.controlToken);
  app.use(
    '/_emulator',
    guard(({ path, headers }) => (OPEN.has(path) ? undefined : checkToken(headers, token))),
  );
  app.use(
    '/_emulator',
    guard(({ method, headers }) => (isRead(method) ? undefined : checkJsonContent(headers))),
  );

  app.get('/records/:collection', (request, response) =>
    answerQuestion(worlds, options, attempt, request, response, String(request.params.collection)),
  );
  app.all('/records/:collection', refuseMethod(unmet, 'GET, HEAD'));
  for (const { path, methods } of WORLD_ROUTES) {
    app.all(`/_emulator${path}`, answerControl(methods, worlds, options, unmet));
  }
  for (const { path, methods } of CONTROL_ROUTES) {
    const answer = answerControl(methods, worlds, options, unmet);
    app.all([`/_emulator${path}`, `/_emulator/worlds/:world${path}`], answer);
  }
  // What only people look at is loaded when they come, because the answer of `/ready` would wait for it.
  const front = () => import('./front/index.ts');
  app.get(
    '/',
    answerWith(async (request) => {
      const { consoleFile, frontPage } = await front();
      const page = request.accepts(['text', 'html']) === 'html' ? consoleFile('console.html') : undefined;
      return page ?? frontPage(options.version, ROUTES);
    }),
  );
  app.all('/', refuseMethod(unmet, 'GET, HEAD'));
  app.get('/_console/:file', async (request, response, next) => {
    const { consoleFile, isConsoleFile } = await front();
    const name = String(request.params.file);
    const file = isConsoleFile(name) ? consoleFile(name) : undefined;
    if (file === undefined) next();
    else writeAnswer(response, file);
  });
  app.get(`${REPORT_PATH}/:world/:secret`, async (request, response, next) => {
    const { world, secret } = request.params;
    const page = worlds.find(String(world))?.core.onlookers.grading.report(String(secret));
    if (page === undefined) next();
    else writeAnswer(response, (await front()).reportPage(page));
  });

  app.all(
    '/analytics.js/v1/:key/:file',
    answerWith((request) =>
      unmet.notServed(request, scriptHint(`${scheme}://${request.headers.host ?? '127.0.0.1:4100'}`)),
    ),
  );
  app.use(answerWith((request) => unmet.notFound(request, 'GET / lists the addresses of the emulator')));
  app.use(answerFailure(options.ambient.logger));
  return app;
}

/** Segment's snippet loads the library from here; the emulator contains none of Segment's code. */
function scriptHint(origin: string): string {
  return `the emulator does not serve Segment's script: in a page with the snippet, load dist/umd/index.js of the npm package @segment/analytics-next from your own server instead, and set analytics._cdn = '${origin}' before analytics.load`;
}

function guard(check: (request: Request) => Answer | undefined): RequestHandler {
  return (request, response, next) => {
    const refusal = check(request);
    if (refusal === undefined) next();
    else writeAnswer(response, refusal);
  };
}

/** Browsers show a page what another origin answers only if the answer says so, and ask first whether it would. */
function letAllowedRead(allowedOrigins: readonly string[]): RequestHandler {
  return ({ method, headers }, response, next) => {
    const preflight = answerPreflight(method, headers, allowedOrigins);
    if (preflight !== undefined) return writeAnswer(response, preflight);
    response.set(allowedOriginHeaders(headers, allowedOrigins) ?? {});
    next();
  };
}

function answerWith(answer: (request: Request) => Answer | Promise<Answer>): RequestHandler {
  return async (request, response) => writeAnswer(response, await answer(request));
}

/** Answers in the world that the path names, or in the default one. */
function answerControl(
  methods: ControlRoute['methods'],
  worlds: Worlds,
  options: ResolvedOptions,
  unmet: UnmetRoutes,
): RequestHandler {
  const allow = Object.keys(methods).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
  const refuse = refuseMethod(unmet, allow.join(', '));
  return async (request, response, next) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const found = Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : undefined;
    if (found === undefined) return refuse(request, response, next);
    const read = isRead(request.method) ? { body: undefined } : await readJson(request);
    if (read === undefined) return;
    // Only now, because the world may have ended while the body arrived.
    const world = worlds.find(String(request.params.world ?? DEFAULT_ID));
    if (world === undefined) return writeAnswer(response, worldUnknown());
    if (found.isLive && request.method === 'GET' && wantsStream(request)) {
      const { streamLive } = await import('./stream-live.ts');
      return streamLive(worlds, world, request, response);
    }
    const about: ControlRequest = {
      ...{ worlds, world, core: world.core, options: world.options },
      id: String(request.params.id ?? ''),
      origin: originOf(request, options),
      query: queryOf(request.url),
      body: 'body' in read ? read.body : undefined,
      gone: goneSignal(response),
    };
    const decided =
      'refusal' in read ? read.refusal : await whileOpen(worlds, world, () => found.answer(about));
    markFaults(response, world.core);
    if (isRead(request.method)) return writeAnswer(response, decided);
    world.core.onlookers.touch();
    await answerWhenSaved(world.core, options, response, decided);
  };
}

function wantsStream(request: Request): boolean {
  return request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream';
}

/** A world in which something waits is not idle. */
async function whileOpen(
  worlds: Worlds,
  world: World,
  answer: () => Answer | Promise<Answer>,
): Promise<Answer> {
  world.open += 1;
  try {
    return await answer();
  } finally {
    world.open -= 1;
    worlds.touch(world);
  }
}

/** Where the client has reached the emulator: `http://127.0.0.1:4100`. */
function originOf({ headers }: Request, { tls, host, port }: ResolvedOptions): string {
  return `${tls === undefined ? 'http' : 'https'}://${headers.host ?? `${host}:${port}`}`;
}

/**
 * Aborted when the client ends its side of the connection before the answer is written: as long as nothing is written,
 * a client that has gone cannot be told from one that listens on.
 */
function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const { socket } = response;
  const end = () => controller.abort();
  if (socket?.readableEnded) end();
  socket?.once('end', end);
  response.once('close', () => {
    socket?.off('end', end);
    if (!response.writableEnded) end();
  });
  return controller.signal;
}

function refuseMethod(unmet: UnmetRoutes, allow: string): RequestHandler {
  return answerWith((request) => unmet.wrongMethod(request, `use ${allow}`, allow));
}

/** Express itself fails only if a path cannot be decoded; any other error is a bug of the emulator. */
function answerFailure(logger: Logger): ErrorRequestHandler {
  // Express recognises an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    if (error instanceof URIError) {
      writeAnswer(response, errorAnswer('request-malformed', 'check the percent-encoding of the path'));
      return;
    }
    logger.error('a request could not be answered', error);
    writeAnswer(response, errorAnswer('internal'));
  };
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Parses the raw URL, because Express's own parsers turn brackets into objects. */
