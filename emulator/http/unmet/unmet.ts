/** Answers requests that met no route, or a route with another method, and notes them in the journal. */
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../answers/index.ts';
import { errorAnswer } from '../../answers/index.ts';
import type { Worlds } from '../../worlds/index.ts';

export interface UnmetRoutes {
  /** @param hint what to do if no address is near */
  notFound(request: IncomingMessage, hint: string): Promise<Answer>;
  /** Answers like `notFound`, for an address that is known to be served elsewhere. */
  notServed(request: IncomingMessage, hint: string): Answer;
  /** @param allow the methods of the address, as a header has them */
  wrongMethod(request: IncomingMessage, hint: string, allow: string): Answer;
}

const WORLD_PATH = /^\/_emulator\/worlds\/([^/?]+)\//;

export function createUnmet(worlds: Worlds): UnmetRoutes {
  /** Of a path below a world; otherwise the world whose key the request has. */
  const worldOf = (url: string, authorization: string | undefined) =>
    worlds.find(WORLD_PATH.exec(url)?.[1] ?? '') ?? worlds.ofHeader(authorization);
  const note = (
    { method = '', url = '/', headers }: IncomingMessage,
    answer: Answer,
    nearest?: string,
  ): Answer => {
    const { core } = worldOf(url, headers.authorization);
    const path = core.hideKeys(withoutQuery(url));
    const shown = nearest === undefined ? undefined : core.hideKeys(nearest);
    core.journal.noteUnmet({ method, path, status: answer.status, code: answer.code, nearest: shown });
    return answer;
  };
  return {
    async notFound(request, hint) {
      // Loaded on demand: with the table of all routes comes the whole control plane, which the hot paths do not need.
      const { nearestAddress } = await import('./nearest-address.ts');
      const nearest = nearestAddress(withoutQuery(request.url ?? '/'));
      const detail = nearest === undefined ? hint : `did you mean ${nearest}`;
      return note(request, errorAnswer('not-found', detail), nearest);
    },
    notServed: (request, hint) => note(request, errorAnswer('not-found', hint)),
    wrongMethod: (request, hint, allow) =>
      note(request, errorAnswer('method-not-allowed', hint, { allow }), withoutQuery(request.url ?? '/')),
  };
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
