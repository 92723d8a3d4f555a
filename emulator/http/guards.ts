/** Checks of Host, Origin, Content-Type, token and repeated headers, which protect a local server against web pages. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import { DEFECT_HEADER, ENABLED_HEADER, FAULT_HEADER, FAULTS_ENABLED_HEADER } from '../behaviours.ts';
import { digestOf, isSameDigest, type KeyDigest } from '../key-digest.ts';

/** Names that public DNS does not resolve, so that no foreign site can point one of them to this machine. */
const LOCAL_SUFFIXES = ['.localhost', '.local', '.internal', '.test'];

/**
 * Refuses a Host that a foreign name server could have pointed to this machine (DNS rebinding). Accepts addresses,
 * single-label names, names of the local network, and the names of the option `allowedHosts`; `*.name` there means
 * every name below it.
 */
export function checkHost(headers: IncomingHttpHeaders, allowedHosts: readonly string[]): Answer | undefined {
  const name = hostName(headers.host);
  if (name !== undefined) {
    if (isIP(name) !== 0 || !name.includes('.')) return undefined;
    const isLocal = LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix));
    if (isLocal || allowedHosts.some((allowed) => isNamed(name, allowed))) return undefined;
  }
  return errorAnswer(
    'host-not-allowed',
    'use 127.0.0.1 or localhost, or start the emulator with --allowed-host NAME',
  );
}

/** Headers that decide who may do what; a request has each of them at most once. */
const SINGLE: ReadonlySet<string> = new Set([
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-encoding',
]);

/** Refuses a header that is there twice: node:http keeps the first, and whoever is in front may read the other. */
export function checkSingle({ headers, rawHeaders }: RawHeaders): Answer | undefined {
  // Nearly every request has each header once.
  if (Object.keys(headers).length * 2 === rawHeaders.length) return undefined;
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (SINGLE.has(name) && seen.has(name)) {
      return errorAnswer('request-malformed', `send the header ${name} once`);
    }
    seen.add(name);
  }
  return undefined;
}

type RawHeaders = Pick<IncomingMessage, 'headers' | 'rawHeaders'>;

/**
 * Refuses requests of pages of another origin; requests that no browser sent have neither header.
 *
 * @param allowedOrigins see the option; a request without an Origin, such as that of an image, is from none of them
 */
export function checkOrigin(
  headers: IncomingHttpHeaders,
  scheme: 'http' | 'https' = 'http',
  allowedOrigins: readonly string[] = [],
): Answer | undefined {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && allowedOrigins.includes(origin)) return undefined;
  const isForeign = origin !== undefined && origin !== `${scheme}://${host}`;
  const isCrossSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  return isForeign || isCrossSite ? errorAnswer('cross-site-request') : undefined;
}

/** What a page of an allowed origin may read of an answer besides its body. */
const EXPOSED = [
  'retry-after',
  'x-astrolabe-rules',
  DEFECT_HEADER,
  ENABLED_HEADER,
  FAULT_HEADER,
  FAULTS_ENABLED_HEADER,
].join(', ');

/** The headers that let a page of an allowed origin read an answer; undefined for any other request. */
export function allowedOriginHeaders(
  { origin }: IncomingHttpHeaders,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (origin === undefined || !allowedOrigins.includes(origin)) return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED,
    vary: 'origin',
  };
}

/**
 * Answers the preflight of a page of an allowed origin, which has no token: browsers send none with it.
 *
 * @returns undefined if the request is anything else
 */
export function answerPreflight(
  method: string | undefined,
  headers: IncomingHttpHeaders,
  allowedOrigins: readonly string[],
): Answer | undefined {
  const allowed = allowedOriginHeaders(headers, allowedOrigins);
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return undefined;
  if (allowed === undefined) return undefined;
  const preflight = {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  };
  return { status: 204, body: undefined, headers: { ...allowed, ...preflight }, rules: [] };
}

/** Refuses a write without a JSON content type, because a form on a page cannot send that type. */
export function checkJsonContent(headers: IncomingHttpHeaders): Answer | undefined {
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  return isJson ? undefined : errorAnswer('json-content-type-required');
}

/**
 * Refuses requests without the control token as `Authorization: Bearer …`.
 *
 * @param token undefined if the emulator listens only on this machine; every request passes then
 */
export function checkToken(headers: IncomingHttpHeaders, token: KeyDigest | undefined): Answer | undefined {
  if (token === undefined) return undefined;
  const sent = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return isSameDigest(token, digestOf(sent))
    ? undefined
    : errorAnswer(
        'control-token-required',
        'send it as Authorization: Bearer TOKEN, or set ASTROLABE_CONTROL_TOKEN for commands',
      );
}

/** The port may be empty, and a name may end with the dot of the root, unless that makes it a name of public DNS. */
function hostName(host: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:/?#@[\]\s]+))(?::\d*)?$/i.exec(host ?? '');
  const name = (match?.[1] ?? match?.[2])?.toLowerCase();
  const withoutDot = name?.replace(/\.$/, '');
  return withoutDot === 'localhost' || withoutDot?.includes('.') === true ? withoutDot : name;
}

function isNamed(name: string, allowed: string): boolean {
  if (!allowed.startsWith('*.')) return name === allowed;
  const suffix = allowed.slice(1);
  return name.endsWith(suffix) && name.length > suffix.length;
}
