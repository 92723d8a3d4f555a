/** A recorded request in forms to copy: HTTP, curl, fetch, analytics.js, the library for Node, Python, JSON. */

import type { Exchange } from '../../../schemas/index.ts';
import { isObject } from '../../../schemas/index.ts';
import type { RequestForm } from '../../form-names.ts';
import { jsLiteral } from '../../text/index.ts';
import { curlFor } from './curl.ts';
import { fetchCode } from './fetch-code.ts';
import { pythonCode } from './python-code.ts';

type Recorded = Pick<Exchange, 'request'>;

/** The request in one form; undefined if the form cannot express it: a library cannot send a malformed call. */
export function requestAs(form: RequestForm, exchange: Recorded): string | undefined {
  switch (form) {
    case 'http':
      return httpRequest(exchange);
    case 'curl':
      return curlFor(exchange);
    case 'fetch':
      return fetchCode(exchange);
    case 'analytics.js':
      return analyticsJs(exchange);
    case 'node':
      return nodeLibrary(exchange);
    case 'python':
      return pythonCode(exchange);
    case 'json':
      return exchange.request.body === undefined ? undefined : laidOut(exchange.request.body);
  }
}

/** A body as indented JSON if that loses nothing, otherwise unchanged. */
export function laidOut(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(value) === body ? JSON.stringify(value, null, 2) : body;
  } catch {
    return body;
  }
}

/** The headers that calls and responses are judged by. */
const JUDGED_HEADERS = new Set(['authorization', 'content-type']);

/** An HTTP message: first line, the headers that matter, body. */
export function httpMessage(
  firstLine: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): string {
  const lines = Object.entries(headers)
    .filter(([name]) => JUDGED_HEADERS.has(name.toLowerCase()))
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`);
  return [firstLine, ...lines, ...(body === undefined || body === '' ? [] : ['', laidOut(body)])].join('\n');
}

function httpRequest({ request }: Recorded): string {
  return httpMessage(`${request.method} ${request.url}`, request.headers, request.body);
}

/** A call that a library could have sent. */
interface LibraryCall {
  readonly type: 'identify' | 'group' | 'track';
  readonly members: Readonly<Record<string, unknown>>;
}

/** The call in the body; undefined if no library could have sent it. */
function readCall({ request }: Recorded): LibraryCall | undefined {
  if (request.method !== 'POST' || request.body === undefined) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { type, ...members } = body as Record<string, unknown>;
  if (type !== 'identify' && type !== 'group' && type !== 'track') return undefined;
  return isWellFormed(type, members) ? { type, members } : undefined;
}

function isWellFormed(type: LibraryCall['type'], members: LibraryCall['members']): boolean {
  const { userId, anonymousId, groupId, event, traits = {}, properties = {} } = members;
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (!isText(userId) && !isText(anonymousId)) return false;
  if (type === 'group' && !isText(groupId)) return false;
  if (type === 'track' && !isText(event)) return false;
  return isObject(traits) && isObject(properties);
}

/** The browser library sends an anonymous ID of its own, so the code cannot set one. */
function analyticsJs(exchange: Recorded): string | undefined {
  const call = readCall(exchange);
  if (call === undefined) return undefined;
  const {
    userId,
    groupId,
    event,
    traits = {},
    properties = {},
    context,
    integrations,
    timestamp,
  } = call.members;
  const options = Object.entries({ context, integrations, timestamp }).filter(
    ([, value]) => value !== undefined,
  );
  const values = {
    identify: [...(typeof userId === 'string' ? [userId] : []), traits],
    group: [groupId, traits],
    track: [event, properties],
  }[call.type];
  const rest = options.length === 0 ? [] : [Object.fromEntries(options)];
  const line = `analytics.${call.type}(${[...values, ...rest].map((value) => jsLiteral(value)).join(', ')});`;
  if (call.type === 'identify' || typeof userId !== 'string') return line;
  return `// Call analytics.identify(${JSON.stringify(userId)}) first.\n${line}`;
}

function nodeLibrary(exchange: Recorded): string | undefined {
  const call = readCall(exchange);
  if (call === undefined) return undefined;
  return [
    "import { Analytics } from '@segment/analytics-node';",
    '',
    'const { SEGMENT_WRITE_KEY: writeKey, SEGMENT_HOST: host } = process.env;',
    'const analytics = new Analytics({ writeKey, host });',
    `analytics.${call.type}(${jsLiteral(call.members)});`,
    'await analytics.closeAndFlush();',
  ].join('\n');
}
