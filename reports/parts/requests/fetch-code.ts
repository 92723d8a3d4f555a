/** A recorded request as JavaScript with `fetch`, for Node. */
import type { Exchange } from '../../../schemas/index.ts';
import { jsLiteral } from '../../text/index.ts';
import {
  basicKey,
  isHidden,
  type KeyInCode,
  type NearMiss,
  sendableRequest,
  visibleCode,
} from './code-parts.ts';

/** Ports that `fetch` refuses by itself are not checked: an address of a destination has none of them. */
const UNSENDABLE = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * A module that sends the request again and prints status and body; keys come from the environment.
 *
 * @returns undefined if `fetch` cannot send the request unchanged
 */
export function fetchCode(exchange: Pick<Exchange, 'request'>): string | undefined {
  const sendable = sendableRequest(exchange);
  if (sendable === undefined) return undefined;
  const { method, headers, body } = sendable;
  if (UNSENDABLE.has(method) || (body !== undefined && /^(?:GET|HEAD)$/.test(method))) return undefined;
  const keys = headers.flatMap(([, value]) => basicKey(value) ?? []);
  const [key] = keys;
  if (keys.length > 1 || headers.some(([, value]) => !basicKey(value) && isHidden(value))) return undefined;
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const code = [
    ...(key === undefined ? [] : keyLines(key)),
    `const response = await fetch(${JSON.stringify(exchange.request.url)}, {`,
    ...(method === 'GET' ? [] : [`  method: ${JSON.stringify(method)},`]),
    ...(headers.length === 0 ? [] : ['  headers: {', ...headers.map(headerLine), '  },']),
    ...(body === undefined ? [] : [`  body: ${bodyCode(body, isTyped)},`]),
    '});',
    'console.log(response.status, await response.text());',
  ].join('\n');
  return visibleCode(code, (codePoint) => `\\u{${codePoint.toString(16)}}`);
}

function headerLine([name, value]: readonly [string, string]): string {
  const code = basicKey(value) === undefined ? JSON.stringify(value) : '"Basic " + btoa(key + ":")';
  return `    ${JSON.stringify(name)}: ${code},`;
}

const MISSES: Readonly<Record<NearMiss, string>> = {
  cut: 'known.slice(0, -1)',
  lengthened: 'known + "x"',
  'in-another-case':
    '[...known].map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join("")',
};

/** Where a program for Node finds its variables. */
const ENVIRONMENT = 'process.env';

function keyLines({ variable, nearMiss }: KeyInCode): string[] {
  if (nearMiss === undefined) return [`const { ${variable}: key } = ${ENVIRONMENT};`];
  return [`const { ${variable}: known } = ${ENVIRONMENT};`, `const key = ${MISSES[nearMiss]};`];
}

/** A text without a type would get one from `fetch`; bytes do not. */
function bodyCode(body: string, isTyped: boolean): string {
  const text = textCode(body);
  return isTyped ? text : `new TextEncoder().encode(${text})`;
}

function textCode(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && JSON.stringify(value) === body)
      return `JSON.stringify(${jsLiteral(value, '  ')})`;
  } catch {
    // Not JSON: the text as it is.
  }
  return JSON.stringify(body);
}
