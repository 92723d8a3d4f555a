/** The connections of deliveries: direct ones, and those of each proxy. */
import type { Dispatcher, request } from 'undici';
import type { HttpProxy } from '../../../proxies/index.ts';

export interface Dispatchers {
  readonly request: typeof request;
  /** @param proxy undefined to reach an endpoint directly */
  of(proxy: HttpProxy | undefined): Dispatcher;
  destroy(): Promise<void>;
}

/** Loads undici, which most emulators never need. */
export async function openDispatchers(timeout: number, connections: number): Promise<Dispatchers> {
  const { Agent, ProxyAgent, request } = await import('undici');
  const shared = { connections, pipelining: 1, connect: { timeout } };
  const made = new Map<HttpProxy | undefined, Dispatcher>();
  const make = (proxy: HttpProxy | undefined): Dispatcher => {
    if (proxy === undefined) return new Agent(shared);
    const { address: uri, authorization } = proxy;
    // An endpoint without TLS is asked for by its whole URL: many proxies open no tunnel to port 80.
    const options = { ...shared, uri, proxyTunnel: false };
    return new ProxyAgent(authorization === undefined ? options : { ...options, token: authorization });
  };
  return {
    request,
    of(proxy) {
      const dispatcher = made.get(proxy) ?? make(proxy);
      made.set(proxy, dispatcher);
      return dispatcher;
    },
    async destroy() {
      await Promise.all([...made.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}
