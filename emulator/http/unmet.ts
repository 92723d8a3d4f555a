/** Answers requests that met no route, or a route with another method, and notes them in the journal. */
import type { IncomingMessage } from 'node:http';
import { nearNames } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Worlds } from '../worlds/index.ts';
import { ROUTES } from './routes.ts';

export interface UnmetRoutes {
  /** @param hint what to do if no address is near */
  notFound(request: IncomingMessage, hint: string): Answer;
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
    notFound(request, hint) {
      const nearest = nearestTo(withoutQuery(request.url ?? '/'), ADDRESSES);
      const detail = nearest === undefined ? hint : `did you mean ${nearest}`;
      return note(request, errorAnswer('not-found', detail), nearest);
    },
    notServed: (request, hint) => note(request, errorAnswer('not-found', hint)),
    wrongMethod: (request, hint, allow) =>
      note(request, errorAnswer('method-not-allowed', hint, { allow }), withoutQuery(request.url ?? '/')),
  };
}

/** Routes with a part that varies are left out, because that part is not known. */
const ADDRESSES = [ROUTES.destination, ...ROUTES.ingress, ...ROUTES.records, ...ROUTES.control]
  .map(({ path }) => path)
  .filter((path) => !path.includes(':'));

/** Longer paths are compared with nothing: the comparison takes the time of both lengths. */
const LONGEST = 100;

function nearestTo(path: string, addresses: readonly string[]): string | undefined {
  if (path.length > LONGEST) return undefined;
  const segments = path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  // A path in front of the right one, or none at all: `/batch`, `/api/v1/batch`, `/v1/v1/batch`, `/V1/Batch`.
  const ends = segments.map((_, start) => segments.slice(start).join('/'));
  for (const end of ends) {
    const found = addresses.find((address) => address === `/${end}` || address.endsWith(`/${end}`));
    if (found !== undefined) return found;
  }
  const [last = ''] = segments.slice(-1);
  // Short names are too similar to one another.
  const long = addresses.filter((address) => nameOf(address).length > 1);
  const beside = long.filter((address) => address.startsWith(`/${segments[0]}/`));
  return nearestName(last, beside) ?? nearestName(last, long);
}

function nearestName(name: string, addresses: readonly string[]): string | undefined {
  const [near] = nearNames(
    name,
    addresses.map((address) => nameOf(address)),
  );
  return near === undefined ? undefined : addresses.find((address) => nameOf(address) === near);
}

function nameOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
