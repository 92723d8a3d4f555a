/** What a proxy itself does wrong, in words: nothing of it is the target's doing. */
import type { IncomingMessage } from 'node:http';
import type { HttpProxy } from '../../../proxies/index.ts';
import { type NoResponse, noResponse } from './http-response.ts';

/** The code of a failure that the proxy reported. */
const CODE = 'EPROXY';

/** A tunnel that the proxy did not open. */
export class ProxyFailure extends Error {
  readonly code = CODE;
}

/** @param target the host and port that a tunnel was asked for */
export function tunnelRefused(status: number, proxy: HttpProxy, target: string): ProxyFailure {
  if (status === 407) return new ProxyFailure(authenticationFailed(proxy));
  return new ProxyFailure(
    `the proxy ${proxy.address} (${proxy.variable}) answered ${status} to CONNECT ${target}: it cannot reach that host, or does not allow it; ${remedy(target)}`,
  );
}

export function proxyUnreachable(proxy: HttpProxy, error: unknown, timeoutMs: number): ProxyFailure {
  return new ProxyFailure(unreachable(proxy, noResponse(error, timeoutMs)));
}

/**
 * The failure if a response to a request for a whole URL is the proxy's own; undefined if it is the target's.
 *
 * A gateway answers 502 or 504 if it got nothing from the host behind it, and a proxy in front of the target is one.
 */
export function answeredByProxy(
  response: IncomingMessage,
  proxy: HttpProxy,
  url: URL,
): NoResponse | undefined {
  const { statusCode: status = 0, headers } = response;
  if (status === 407) return { code: CODE, failure: authenticationFailed(proxy) };
  const saysSo = headers['x-squid-error'] ?? /;\s*error=/.exec(String(headers['proxy-status'] ?? ''));
  if (status !== 502 && status !== 504 && !saysSo) return undefined;
  return {
    code: CODE,
    failure: `the proxy ${proxy.address} (${proxy.variable}) answered ${status} for ${url.host}: it cannot reach that host, or does not allow it; ${remedy(url.host)}`,
  };
}

/** A failure of a request that went through a proxy: its reader must know about the proxy. */
export function throughProxy(failed: NoResponse, proxy: HttpProxy, isConnected: boolean): NoResponse {
  if (failed.code === CODE) return failed;
  const failure = isConnected
    ? `${failed.failure}, through the proxy ${proxy.address} (${proxy.variable})`
    : unreachable(proxy, failed);
  return { ...failed, failure };
}

function unreachable({ address, variable }: HttpProxy, { failure }: NoResponse): string {
  return `the proxy ${address} (${variable}) cannot be reached: ${failure}`;
}

function authenticationFailed({ address, variable, authorization }: HttpProxy): string {
  return authorization === undefined
    ? `the proxy ${address} requires a user name and a password (407): set ${variable} to http://user:password@host:port`
    : `the proxy ${address} refused the user name and password in ${variable} (407)`;
}

function remedy(target: string): string {
  return `NO_PROXY=${target.replace(/:\d+$/, '')} reaches it directly`;
}
