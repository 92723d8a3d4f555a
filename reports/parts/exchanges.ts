/** Which exchanges of an unmet example a reader wants to see, and how they look. */

import type { Exchange } from '../../schemas/index.ts';
import { isSuccessStatus } from '../../schemas/index.ts';
import { cut, indented, oneLine, plain, plural } from '../text/index.ts';

const SHOWN = 3;
const BODY_LIMIT = 1200;

/** The exchanges to show, oldest first, and how many are not among them. */
export interface Excerpt {
  readonly shown: readonly Exchange[];
  readonly hidden: number;
}

/**
 * The last three that matter, at least one of them a call where there was one.
 *
 * Markers only prove that time has passed, and of a read-back that was polled the last answer counts.
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

/** What was sent and what came back, as lines; bodies are cut with a note. */
export function renderExchange({ purpose, request, response, failure, durationMs }: Exchange): string {
  const after = `after ${Math.round(durationMs)} ms`;
  const answer =
    response === undefined
      ? [`← no answer: ${oneLine(failure ?? 'no reason was recorded')} (${after})`]
      : [
          `← ${response.status}${purpose === 'records' ? '' : ` ${acceptance(response.status)}`} (${after})`,
          ...headerLines(response.headers),
          ...bodyLines(response.body),
        ];
  return [
    `→ ${request.method} ${oneLine(request.url)}`,
    ...headerLines(request.headers),
    ...bodyLines(request.body),
    ...answer,
  ].join('\n');
}

/** How many exchanges are left out, in words; undefined where none is. */
export function hiddenNote({ hidden }: Excerpt): string | undefined {
  return hidden === 0 ? undefined : `(${plural(hidden, 'other exchange')} in conformance.json)`;
}

/** The contract's words (section 2): acceptance is all that a status shows. */
export function acceptance(status: number): string {
  if (isSuccessStatus(status)) return 'accepted';
  return (status >= 400 && status < 500) || status === 501 ? 'refused' : 'neither accepted nor refused';
}

/** Those by which answers are judged; the curl line has every header of the request. */
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
