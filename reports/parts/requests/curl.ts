/** A recorded request as a curl command. */
import type { Exchange } from '../../../schemas/index.ts';
import { POSIX, type ShellLines } from '../../text/index.ts';

/** Headers that curl sets by itself. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/**
 * One line that sends the request again.
 *
 * A redacted key is taken from the environment: `ASTROLABE_API_KEY`, `ASTROLABE_BLOCKING_API_KEY`,
 * `ASTROLABE_RESTRICTED_API_KEY`. An Authorization header that is wrong on purpose is used literally.
 */
export function curlFor({ request }: Pick<Exchange, 'request'>, lines: ShellLines = POSIX): string {
  const { word } = lines;
  const { method, url, headers, body } = request;
  return [
    `${lines.curl} -i`,
    ...(/[[\]{}]/.test(url) ? ['-g'] : []),
    ...(method === 'GET' && body === undefined ? [] : [`-X ${word(method)}`]),
    word(url),
    ...Object.entries(headers)
      .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
      .map(([name, value]) => headerOption(name, value, lines)),
    ...(body === undefined ? [] : bodyOptions(body, headers, lines)),
  ].join(' ');
}

function headerOption(name: string, value: string, { keyed, word }: ShellLines): string {
  const [, credential = ''] = /^Basic (.+)$/.exec(value) ?? [];
  const key = name.toLowerCase() === 'authorization' ? keyed(credential, ':') : undefined;
  if (key !== undefined) return `-u ${key}`;
  return `-H ${word(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

function bodyOptions(
  body: string,
  headers: Readonly<Record<string, string>>,
  { word }: ShellLines,
): string[] {
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  // Without this, curl would send the body as a form.
  const untyped = typed ? [] : ["-H 'content-type:'"];
  // After --data-binary, a leading @ names a file.
  return [...untyped, `${body.startsWith('@') ? '--data-raw' : '--data-binary'} ${word(body)}`];
}
