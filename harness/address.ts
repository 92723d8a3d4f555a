/** What an endpoint's address says about it: loopback, private or public. */
import { isIP } from 'node:net';

/** True for 127.0.0.0/8, ::1 and `localhost`, which always mean this machine. */
export function isLoopback(url: URL): boolean {
  const host = bareHost(url);
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host);
}

/**
 * True for addresses at which AST-HTTP-002 requires no HTTPS: loopback, private and link-local addresses, single-label
 * hosts, and names under `.local`, `.internal` and `.test`.
 */
export function isPrivateAddress(url: URL): boolean {
  const host = bareHost(url);
  if (isLoopback(url)) return true;
  if (isIP(host) === 4) return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.)/.test(host);
  if (isIP(host) === 6) return /^(f[cd]|fe[89ab])/.test(host);
  return !host.includes('.') || /\.(local|internal|test)$/.test(host);
}

/** The URL of a path under another URL, whose own query is kept: function hosts let requests through by `?code=…`. */
export function urlUnder(base: string, path: string, query?: URLSearchParams): string {
  const { root, query: own } = partsOf(base);
  const queries = [own, query?.toString() ?? ''].filter((part) => part !== '');
  return `${root.replace(/\/+$/, '')}${path}${queries.length === 0 ? '' : `?${queries.join('&')}`}`;
}

/** A URL without its query, as messages show it. */
export function withoutQuery(url: string): string {
  return partsOf(url).root;
}

function partsOf(url: string): { readonly root: string; readonly query: string } {
  const [whole = ''] = url.split('#');
  const at = whole.indexOf('?');
  return at === -1 ? { root: whole, query: '' } : { root: whole.slice(0, at), query: whole.slice(at + 1) };
}

function bareHost(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
