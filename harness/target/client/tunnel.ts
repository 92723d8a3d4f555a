/** HTTPS through a proxy: a tunnel per connection, opened with CONNECT. */
import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls, { type SecureContext } from 'node:tls';
import type { HttpProxy } from '../../../proxies/index.ts';
import { proxyUnreachable, tunnelRefused } from './proxy-failure.ts';

interface TunnelOptions {
  readonly proxy: HttpProxy;
  /** How long opening a tunnel may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The authorities that are trusted for a proxy with TLS. */
  readonly secureContext: SecureContext | undefined;
}

/** Keeps tunnels alive as any agent keeps its connections. */
export class TunnelAgent extends https.Agent {
  readonly #options: TunnelOptions;
  readonly #opening = new Set<ClientRequest>();

  constructor(agentOptions: https.AgentOptions, options: TunnelOptions) {
    super(agentOptions);
    this.#options = options;
  }

  override createConnection(
    options: https.RequestOptions,
    callback: (error: Error | null, stream: Duplex) => void = () => {},
  ): undefined {
    const { host, port } = options;
    const target = `${host?.includes(':') ? `[${host}]` : host}:${port}`;
    this.#open(target).then(
      (socket) => callback(null, tls.connect({ ...(options as tls.ConnectionOptions), socket })),
      // The callback gets no stream with an error.
      (error: Error) => (callback as (error: Error) => void)(error),
    );
    return undefined;
  }

  override destroy(): void {
    for (const request of this.#opening) request.destroy();
    super.destroy();
  }

  #open(target: string): Promise<Socket> {
    const { proxy, timeoutMs, secureContext } = this.#options;
    const { host, port, authorization, isSecure } = proxy;
    return new Promise((resolve, reject) => {
      const headers: http.OutgoingHttpHeaders = { host: target };
      if (authorization !== undefined) headers['proxy-authorization'] = authorization;
      const asked = { method: 'CONNECT', host, port, path: target, headers, agent: false } as const;
      const request = isSecure ? https.request({ ...asked, ...{ secureContext } }) : http.request(asked);
      this.#opening.add(request);
      const timer = setTimeout(() => request.destroy(new SlowProxy()), timeoutMs);
      request.on('close', () => {
        clearTimeout(timer);
        this.#opening.delete(request);
      });
      request.on('error', (error) => reject(proxyUnreachable(proxy, error, timeoutMs)));
      request.on('connect', ({ statusCode: status = 0 }, socket) => {
        clearTimeout(timer);
        this.#opening.delete(request);
        if (status >= 200 && status < 300) return resolve(socket as Socket);
        socket.on('error', () => {});
        socket.destroy();
        reject(tunnelRefused(status, proxy, target));
      });
      request.end();
    });
  }
}

/** The proxy did not answer in time. */
class SlowProxy extends Error {
  readonly code = 'ETIMEDOUT';
}
