/** Deliveries that a proxy did not pass on: the destination must not be blamed, and the call is sent again. */
import type { HttpProxy } from '../../../proxies/index.ts';
import type { AttemptResult } from '../../history/index.ts';
import { networkErrorCode } from './network-error.ts';

/** The error code of an attempt that the proxy itself answered. */
const PROXY_FAILED = 'EPROXY';

/** A response of the proxy itself. */
export class ProxyAnswer extends Error {}

/** A gateway answers 502 or 504 if it got nothing from the host behind it; through a tunnel it answers nothing. */
export function isFromProxy(status: number, url: string): boolean {
  return url.startsWith('http:') && [407, 502, 504].includes(status);
}

/** How undici says that the proxy opened no tunnel, or requires a password. */
const REFUSED = /^Proxy (?:response \((\d+)\)|Authentication Required \((407)\))/;

/** The error of an attempt through a proxy, with a message that names the proxy. */
export function throughProxy(error: unknown, proxy: HttpProxy): Pick<AttemptResult, 'error' | 'message'> {
  const { message } = error as Error;
  const [, tunnel, whole] = REFUSED.exec(message) ?? [];
  const status = tunnel ?? whole ?? (error instanceof ProxyAnswer ? message : undefined);
  const name = `the proxy ${proxy.address} (${proxy.variable})`;
  if (status === undefined) return { error: networkErrorCode(error), message: `through ${name}` };
  const why =
    status !== '407'
      ? 'it cannot reach the endpoint, or does not allow it'
      : proxy.authorization === undefined
        ? 'it requires a user name and a password'
        : 'it refused the user name and password';
  return { error: PROXY_FAILED, message: `${name} answered ${status}: ${why}` };
}
