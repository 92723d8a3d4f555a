/** The exchanges that explain an example, and how requests and responses are written. */
import type { Exchange } from '../../../schemas/index.ts';
import { cut, indented, oneLine, plain } from '../../text/index.ts';

const BODY_LIMIT = 1200;

/**
 * All exchanges but those of the run itself: markers, which only prove that time has passed, and read-backs that were
 * asked for again, of which the last response counts.
 */
export function withoutRepeats(exchanges: readonly Exchange[]): Exchange[] {
  const marked = new Set(exchanges.flatMap(markedUser));
  const isOfMarker = ({ purpose, request }: Exchange) =>
    purpose === 'marker' || (purpose === 'records' && marked.has(askedFor(request.url)));
  return exchanges.filter(
    (exchange, index) => !isOfMarker(exchange) && !isPolledAgain(exchange, exchanges.slice(index + 1)),
  );
}

function askedFor(url: string): string {
  return new URLSearchParams(url.replace(/^[^?]*\??/, '')).get('userId') ?? '';
}

/** Whom a marker is about: looking for that User says nothing about the example either. */
function markedUser({ purpose, request: { body = '' } }: Exchange): string[] {
  if (purpose !== 'marker') return [];
  try {
    return [String(JSON.parse(body).userId)];
  } catch {
    return [];
  }
}

function isPolledAgain(exchange: Exchange, later: readonly Exchange[]): boolean {
  if (exchange.purpose !== 'records') return false;
  const next = later.find(({ purpose }) => purpose !== 'marker');
  return next?.purpose === 'records' && next.request.url === exchange.request.url;
}

/** The headers that matter and the body, as indented lines; a long body is cut, with a note. */
export function judgedLines(headers: Readonly<Record<string, string>>, body: string | undefined): string[] {
  return [...headerLines(headers), ...bodyLines(body)];
}

/** The headers that responses are judged by; the curl command has every header of the request. */
const SHOWN_HEADERS = new Set(['authorization', 'content-type']);

function headerLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => SHOWN_HEADERS.has(name.toLowerCase()))
    .map(([name, value]) => `  ${name.toLowerCase()}: ${oneLine(value)}`);
}

function bodyLines(body: string | undefined): string[] {
  if (body === undefined) return [];
  return [body === '' ? '  (empty body)' : indented(plain(cut(body, BODY_LIMIT)), '  ')];
}
