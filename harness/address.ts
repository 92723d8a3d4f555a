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

function bareHost(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
