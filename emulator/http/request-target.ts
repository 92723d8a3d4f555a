/** The target of a request in the form that routes have: without a server, and with single slashes. */
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import { checkHost } from './guards.ts';

const SLASH = 47;
/** As a client writes it that takes the emulator for a proxy. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

/**
 * Rewrites the target if it names the server or has a slash twice, before anything is decided by its path. A library
 * that joins host and path as text asks for `//v1/import`.
 *
 * @returns a refusal if the target names a server that a request may not name, or another one than the Host header
 */
export function normaliseTarget(
  request: IncomingMessage,
  allowedHosts: readonly string[],
): Answer | undefined {
  const { url = '/' } = request;
  // Nearly all targets are usual.
  if (url.charCodeAt(0) === SLASH && !url.includes('//')) return undefined;
  const [server = '', authority] = ABSOLUTE.exec(url) ?? [];
  if (authority !== undefined) {
    const refusal = checkHost({ host: authority }, allowedHosts) ?? compare(authority, request.headers.host);
    if (refusal !== undefined) return refusal;
  }
  request.url = withSingleSlashes(url.slice(server.length));
  return undefined;
}

/** Whoever is in front may decide by the one, and the emulator by the other. */
function compare(authority: string, host: string | undefined): Answer | undefined {
  if (host === undefined || bare(host) === bare(authority)) return undefined;
  return errorAnswer('request-malformed', 'name the same server in the target and in the Host header');
}

function bare(host: string): string {
  return host.toLowerCase().replace(/:(80|443)?$/, '');
}

function withSingleSlashes(target: string): string {
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  const rest = query < 0 ? '' : target.slice(query);
  return `${path === '' ? '/' : path.replaceAll(/\/{2,}/g, '/')}${rest}`;
}

/** What is asked for behind the path of a request. */
export function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}
