/** The proxies of an environment: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in upper or lower case. */
import type { Result } from '../schemas/index.ts';
import { isBypassed } from './bypass.ts';

/** A proxy for one kind of target. */
export interface HttpProxy {
  /** Its address without user name and password, for messages: `http://proxy.example:3128`. */
  readonly address: string;
  readonly isSecure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** The value of Proxy-Authorization; undefined if the variable has no user name. */
  readonly authorization: string | undefined;
  /** The variable that names it. */
  readonly variable: string;
}

/** Which proxy is used for which target. */
export interface Proxies {
  readonly http: Result<HttpProxy | undefined>;
  readonly https: Result<HttpProxy | undefined>;
  /** The hosts that are reached directly, as the variable lists them. */
  readonly noProxy: string;
  /** What must not be shown: passwords, and user names with passwords. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

export const NO_PROXIES: Proxies = {
  http: { value: undefined },
  https: { value: undefined },
  noProxy: '',
  secrets: [],
};

/** Lower case wins, as in curl. No problem repeats a value, because it may contain a password. */
export function readProxies(env: Environment): Proxies {
  const http = readProxy('http_proxy', env);
  const https = readProxy('https_proxy', env);
  const [, noProxy = ''] = variableOf('no_proxy', env);
  return {
    http: http.proxy,
    https: https.proxy,
    noProxy,
    secrets: [...http.secrets, ...https.secrets],
  };
}

/** The proxy for a URL, undefined if it is reached directly; a problem if the variable for it cannot be used. */
export function proxyFor(url: URL, { http, https, noProxy }: Proxies): Result<HttpProxy | undefined> {
  const proxy = url.protocol === 'https:' ? https : http;
  const isNone = 'value' in proxy && proxy.value === undefined;
  return isNone || !isBypassed(url, noProxy) ? proxy : { value: undefined };
}

function variableOf(name: string, env: Environment): readonly [name: string, value: string | undefined] {
  const upper = name.toUpperCase();
  return env[name] === undefined ? [upper, env[upper]] : [name, env[name]];
}

interface ReadProxy {
  readonly proxy: Result<HttpProxy | undefined>;
  readonly secrets: readonly string[];
}

function readProxy(name: string, env: Environment): ReadProxy {
  const [variable, value = ''] = variableOf(name, env);
  const text = value.trim();
  if (text === '') return { proxy: { value: undefined }, secrets: [] };
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    const problem = `${variable} is not the URL of an HTTP proxy: write http://host:port`;
    return { proxy: { problem }, secrets: [] };
  }
  const isSecure = url.protocol === 'https:';
  const user = decoded(url.username);
  const password = decoded(url.password);
  const credentials = `${user}:${password}`;
  const isAnonymous = user === '' && password === '';
  return {
    proxy: {
      value: {
        address: url.origin,
        isSecure,
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: Number(url.port) || (isSecure ? 443 : 80),
        authorization: isAnonymous ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
        variable,
      },
    },
    secrets: password === '' ? [] : [...new Set([credentials, password, url.password])],
  };
}

/** A `%` that begins no escape is one of a password. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
