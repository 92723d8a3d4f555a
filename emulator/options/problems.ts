/** What can be wrong with options: one sentence per problem; no sentence repeats a key. */
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { type Checked, didYouMean } from '../../schemas/index.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { Instance } from '../segment/index.ts';

/** The value if there is no problem with it, else the problems. */
export function checked<T>(value: T, problems: readonly string[]): Checked<T> {
  return problems.length === 0 ? { value } : { problems };
}

/** The problems of a check; empty if it passed. */
export function problemsOf(result: Checked<unknown>): readonly string[] {
  return 'problems' in result ? result.problems : [];
}

export function portProblems(port: number): string[] {
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return [];
  return [`port must be a whole number from 0 (any free port) to 65535, not ${port}`];
}

export function keyProblems(keys: Readonly<Record<string, string>>): string[] {
  return Object.entries(keys)
    .filter(([, key]) => !isKey(key))
    .map(([name]) => `${name} must be one or more printable ASCII characters, without spaces and colons`);
}

/** A name, or `*.` and a name of at least two labels: `*.com` would allow nearly everybody. */
const ALLOWED_HOST = /^(?:[\w-]+(?:\.[\w-]+)*|\*(?:\.[\w-]+){2,})\.?$/;

export function allowedHostProblems(hosts: readonly string[]): string[] {
  return hosts
    .filter((host) => isIP(host.replace(/^\[(.*)\]$/, '$1')) === 0 && !ALLOWED_HOST.test(host))
    .map(
      (host) =>
        `an allowed host (--allowed-host) must be a name such as emulator.example, or *.tunnel.example for every name below it, without scheme, port and path, not ${JSON.stringify(host)}`,
    );
}

/** Browsers send an origin in one form only, and pages of many kinds share the origin `null`. */
export function allowedOriginProblems(origins: readonly string[]): string[] {
  return origins
    .filter((origin) => !isOrigin(origin))
    .map((origin) => {
      const url = URL.canParse(origin) ? new URL(origin) : undefined;
      const meant = url !== undefined && isOrigin(url.origin) ? url.origin : 'http://localhost:5173';
      return `an allowed origin (--allowed-origin) must be exactly as browsers send it, such as ${meant}, without path and pattern, not ${JSON.stringify(origin)}`;
    });
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** Problems do not repeat what is in the files. */
export function tlsProblems({ cert, key }: { readonly cert: string; readonly key: string }): string[] {
  // Most emulators have no TLS, and would wait for that module of Node.
  const { createSecureContext }: typeof import('node:tls') = createRequire(import.meta.url)('node:tls');
  try {
    createSecureContext({ cert, key });
    return [];
  } catch (error) {
    const { code = 'unknown error' } = error as { code?: string };
    return [
      `the TLS certificate and its key cannot be used (${code}): pass a certificate and its own key as PEM`,
    ];
  }
}

/** Whether a text can be sent unchanged as a Basic user name. */
function isKey(text: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+$/.test(text);
}

/** Keys must differ, because the key alone selects the connector. */
export function sameKeyProblems(keys: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(keys);
  return names.flatMap((name, index) =>
    names
      .slice(0, index)
      .filter((earlier) => keys[earlier] === keys[name])
      .map((earlier) => `${name} and ${earlier} are the same key: use a different key for each`),
  );
}

export function limitProblems(limits: Readonly<Record<string, number | undefined>>): string[] {
  const problems: string[] = [];
  const known = Object.keys(DEFAULT_LIMITS);
  for (const [name, limit] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      const hint = didYouMean(name, known, `write one of ${known.join(', ')}`);
      problems.push(`there is no limit named ${JSON.stringify(name)}: ${hint}`);
    } else if (limit === undefined || !Number.isSafeInteger(limit) || limit < 1) {
      problems.push(`the limit ${name} must be a whole number of at least 1, not ${limit}`);
    }
  }
  return problems;
}

/** Problems do not repeat the URL, because it may contain a password. */
export function endpointProblems(name: string, endpoint: string): string[] {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return [
      `${name} must be an address that begins with http:// or https://, such as https://example.com/in`,
    ];
  }
  if (url.username === '' && url.password === '') return [];
  return [`${name} contains a user name or a password: pass the API key separately`];
}

export function idProblems(instances: readonly Instance[]): string[] {
  const ids = instances.map(({ id }) => id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `two instances have the id ${JSON.stringify(id)}: use a different id for each`);
}

export function instanceProblems({ id, apiKey, enabled, endpoint }: Instance): string[] {
  return [
    ...(apiKey === '' ? [] : keyProblems({ [`the apiKey of instance ${id}`]: apiKey })),
    ...(enabled && apiKey === ''
      ? [`instance ${id} has no API key and cannot be enabled: add an apiKey`]
      : []),
    ...(endpoint === 'built-in' ? [] : endpointProblems(`the endpoint of instance ${id}`, endpoint)),
  ];
}

/** @param whole whether the value must be a whole number */
export function rangeProblems(
  name: string,
  value: number,
  [least, most]: readonly [number, number],
  whole: boolean,
): string[] {
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return [];
  return [`${name} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not ${value}`];
}
