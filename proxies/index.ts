/** Which proxy is used for which target, from the environment. */
export { type HttpProxy, NO_PROXIES, type Proxies, proxyFor, readProxies } from './proxies.ts';
