/** The exchanges that explain an example, and how requests and responses are written. */
import type { Exchange } from '../../../schemas/index.ts';
import { cut, indented, oneLine, plain } from '../../text/index.ts';

const SHOWN = 3;
const BODY_LIMIT = 1200;

/** The exchanges to show, oldest first, and how many are left out. */
export interface Excerpt {
  readonly shown: readonly Exchange[];
  readonly hidden: number;
}

/**
 * The last three that matter, at least one of them a call if there was one.
 *
 * Markers are left out because they only prove that time has passed. For a polled read-back, only the last response
 * counts.
 */
export function excerpt(exchanges: readonly Exchange[]): Excerpt {
  const relevant = exchanges.filter(
    (exchange, index) =>
      exchange.purpose !== 'marker' && !isPolledAgain(exchange, exchanges.slice(index + 1)),
  );
  const last = relevant.slice(-SHOWN);
  const call = relevant.findLast(({ purpose }) => purpose === 'call');
  const shown = call === undefined || last.includes(call) ? last : [call, ...last.slice(1)];
  return { shown, hidden: exchanges.length - shown.length };
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
