/** What keeps web pages away from a server on this machine: checks of Host, Origin and Content-Type. */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import { digestOf, isSameDigest, type KeyDigest } from '../key-digest.ts';

/** Names that public DNS does not answer, so that no page elsewhere can point one of them here. */
const LOCAL_SUFFIXES = ['.localhost', '.local', '.internal', '.test'];

/**
 * Refuses a Host that a stranger's name server could have pointed at this machine (DNS rebinding). Addresses,
 * single-label names and names of the local network are let through, and those that the options add.
 */
export function checkHost(headers: IncomingHttpHeaders, allowedHosts: readonly string[]): Answer | undefined {
  const name = hostName(headers.host);
  if (name !== undefined) {
    if (isIP(name) !== 0 || !name.includes('.')) return undefined;
    if (LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix)) || allowedHosts.includes(name))
      return undefined;
  }
  return errorAnswer(
    'host-not-allowed',
    'use 127.0.0.1 or localhost, or start the emulator with --allowed-host and the name',
  );
}

/** Refuses what a page of another origin asks for; what no browser sent carries neither header. */
export function checkOrigin(headers: IncomingHttpHeaders): Answer | undefined {
  const { origin, host, 'sec-fetch-site': site } = headers;
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  const isCrossSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  return isForeign || isCrossSite ? errorAnswer('cross-site-request') : undefined;
}

/** Refuses a write without a JSON content type, the one thing that a form on a page cannot send. */
export function checkJsonContent(headers: IncomingHttpHeaders): Answer | undefined {
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  return isJson ? undefined : errorAnswer('json-content-type-required');
}

/**
 * Refuses what does not carry the control token as `Authorization: Bearer …`, where there has to be one.
 *
 * @param token nothing where the emulator listens on this machine alone
 */
export function checkToken(headers: IncomingHttpHeaders, token: KeyDigest | undefined): Answer | undefined {
  if (token === undefined) return undefined;
  const sent = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return isSameDigest(token, digestOf(sent))
    ? undefined
    : errorAnswer(
        'control-token-required',
        'send it as Authorization: Bearer, or give commands ASTROLABE_CONTROL_TOKEN',
      );
}

function hostName(host: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:/?#@[\]\s]+))(?::\d+)?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}
