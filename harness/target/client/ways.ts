/** The ways of requests to a target: directly, or through a proxy. */
import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { type HttpProxy, proxyFor } from '../../../proxies/index.ts';
import type { ConnectionSettings, TlsSettings } from '../../connection/index.ts';
import type { Outgoing } from './outgoing.ts';
import { TunnelAgent } from './tunnel.ts';

/** The way of one URL. */
export interface Way {
  /** Undefined for a direct way. */
  readonly proxy: HttpProxy | undefined;
  /** True if a tunnel through the proxy is opened, so that every response is the target's own. */
  readonly isTunnel: boolean;
  /** Makes a request whose body is not sent yet. */
  begin(outgoing: Outgoing, isFresh: boolean): ClientRequest;
}

export interface Ways {
  of(url: string): Way;
  /** From now on no more than `connections` of each kind are opened. */
  narrow(connections: number): void;
  close(): void;
}

interface WaysOptions {
  readonly connections: number;
  readonly timeoutMs: number;
  readonly connection: Omit<ConnectionSettings, 'headers'>;
}

export function openWays({ connections, timeoutMs, connection }: WaysOptions): Ways {
  const { proxies } = connection;
  const [httpProxy, httpsProxy] = [proxies.http, proxies.https].map((read) =>
    'value' in read ? read.value : undefined,
  );
  const { ca, cert, key } = connection.tls ?? {};
  // Made once, because reading the authorities takes longer than connecting.
  const secureContext = connection.tls && contextOf({ ca, cert, key });
  // A proxy must not see the certificate of the client.
  const proxyContext = ca && contextOf({ ca });
  const open = (keepAlive: boolean) => {
    const options = { keepAlive, maxSockets: connections };
    const secure = { ...options, secureContext };
    const tunnel =
      httpsProxy && new TunnelAgent(secure, { proxy: httpsProxy, timeoutMs, secureContext: proxyContext });
    return {
      http: new http.Agent(options),
      https: new https.Agent(secure),
      toProxy:
        httpProxy?.isSecure === true
          ? new https.Agent({ ...options, secureContext: proxyContext })
          : new http.Agent(options),
      tunnel,
    };
  };
  const [kept, fresh] = [open(true), open(false)];
  const agents = (pool: typeof kept) => Object.values(pool).filter((agent) => agent !== undefined);

  const directly: Way = {
    proxy: undefined,
    isTunnel: false,
    begin({ method, url, headers }, isFresh) {
      const isTls = isSecure(url);
      const agent = (isFresh ? fresh : kept)[isTls ? 'https' : 'http'];
      return (isTls ? https : http).request(url, { method, headers, agent });
    },
  };
  const tunnelled = (proxy: HttpProxy): Way => ({
    proxy,
    isTunnel: true,
    begin: ({ method, url, headers }, isFresh) =>
      https.request(url, { method, headers, agent: (isFresh ? fresh : kept).tunnel }),
  });
  /** A proxy is asked for the whole URL of an HTTP target. */
  const asked = (proxy: HttpProxy): Way => ({
    proxy,
    isTunnel: false,
    begin({ method, url, headers }, isFresh) {
      const { host: target, origin, pathname, search } = new URL(url);
      const { host, port, authorization } = proxy;
      const all: http.OutgoingHttpHeaders = { host: target, ...headers };
      if (authorization !== undefined) all['proxy-authorization'] = authorization;
      return (proxy.isSecure ? https : http).request({
        ...{ host, port, path: `${origin}${pathname}${search}`, method, headers: all },
        agent: (isFresh ? fresh : kept).toProxy,
      });
    },
  });
  const hasProxies = httpProxy !== undefined || httpsProxy !== undefined;
  return {
    of(url) {
      const found = hasProxies ? proxyFor(new URL(url), proxies) : undefined;
      const proxy = found !== undefined && 'value' in found ? found.value : undefined;
      if (proxy === undefined) return directly;
      return isSecure(url) ? tunnelled(proxy) : asked(proxy);
    },
    narrow(most) {
      for (const agent of [...agents(kept), ...agents(fresh)]) {
        agent.maxSockets = Math.min(agent.maxSockets, most);
      }
    },
    close() {
      for (const agent of [...agents(kept), ...agents(fresh)]) agent.destroy();
    },
  };
}

/** The scheme may be in any letter case. */
function isSecure(url: string): boolean {
  return /^https:/i.test(url);
}

function contextOf({ ca, ...own }: Partial<TlsSettings>): tls.SecureContext {
  return tls.createSecureContext({ ...own, ca: ca && [...ca] });
}
