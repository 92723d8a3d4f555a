/** The Authorization headers that a run sends: correct, wrong, near misses, and none. */

import { type LabelledSecret, querySecrets } from '../../safe-text/index.ts';
import type { Settings } from '../settings.ts';

/** All credentials, by the names that steps use. */
export const CREDENTIALS = [
  'the API key',
  'the blocking API key',
  'the restricted API key',
  'an unknown API key',
  'a malformed API key',
  'no Authorization',
  'the API key cut by one character',
  'the API key lengthened by one character',
  'the API key in another case',
] as const;

export type CredentialName = (typeof CREDENTIALS)[number];

/** The header that carries a key, and the label that reports print instead of it. */
export interface Credential {
  readonly headers: { readonly authorization?: string };
  readonly label?: string;
}

/** A key that no connector has and that shares no prefix with the API key. */
function unknownKey(apiKey: string): string {
  return apiKey.startsWith('~') ? '!no-connector-has-this-key!' : '~no-connector-has-this-key~';
}

/** Credentials by name; a name is missing if the run has no such key, or its key has no letters to change. */
export function credentialsOf(settings: Settings): ReadonlyMap<CredentialName, Credential> {
  const { apiKey, apiKeyMode, restrictedApiKey } = settings;
  const blocking = settings.blockingApiKey ?? (apiKeyMode === 'block' ? apiKey : undefined);
  const entries: [CredentialName, Credential | undefined][] = [
    ['the API key', keyed(apiKey, 'api-key')],
    [
      'the blocking API key',
      blocking === apiKey ? keyed(apiKey, 'api-key') : keyed(blocking, 'blocking-api-key'),
    ],
    ['the restricted API key', keyed(restrictedApiKey, 'restricted-api-key')],
    ['an unknown API key', { headers: { authorization: basic(unknownKey(apiKey)) } }],
    ['a malformed API key', { headers: { authorization: 'Basic %%%not-base64%%%' } }],
    ['no Authorization', { headers: {} }],
    ...nearMisses(apiKey).map(({ name, value, label }): [CredentialName, Credential] => [
      name,
      keyed(value, label),
    ]),
  ];
  return new Map(entries.filter((entry): entry is [CredentialName, Credential] => entry[1] !== undefined));
}

/** Everything that no report may show: the keys, the near misses that would reveal them, and the secrets of the way. */
export function secretsOf(settings: Settings): LabelledSecret[] {
  const { headers, proxies } = settings.connection;
  const own = Object.entries(headers).flatMap(([name, value]) =>
    partsOfHeader(value).map((part) => ({ value: part, label: headerLabel(name) })),
  );
  const { baseUrl, recordsUrl = '' } = settings;
  return [
    ...keysOf(settings),
    ...own,
    ...querySecrets(baseUrl),
    ...querySecrets(recordsUrl),
    ...proxies.secrets.map((value) => ({ value, label: 'proxy-password' })),
  ];
}

/** The value as a whole, and what in it is a secret by itself: behind a scheme, in a cookie, in Basic credentials. */
function partsOfHeader(value: string): string[] {
  const [, scheme = '', token = ''] = /^(\w+) +(\S+)$/.exec(value) ?? [];
  const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(token, 'base64').toString('utf8') : '';
  const [, password = ''] = /:(.*)$/s.exec(basic) ?? [];
  const members = value
    .split(/[;,]\s*/)
    .map((pair) => pair.slice(pair.indexOf('=') + 1).replace(/^"|"$/g, ''));
  const parts = [token, basic, password, ...members].filter((part) => part.length >= SHORTEST_PART);
  return [...new Set([value, ...parts])];
}

/** A shorter part of a header may also be a word or a number that is not secret. */
const SHORTEST_PART = 8;

/** What a record shows instead of the value of a person's own header. */
export function headerLabel(name: string): string {
  return `header-${name}`;
}

function keysOf(settings: Settings): LabelledSecret[] {
  const { apiKey, blockingApiKey = '', restrictedApiKey = '' } = settings;
  return [
    { value: apiKey, label: 'api-key' },
    { value: blockingApiKey, label: 'blocking-api-key' },
    { value: restrictedApiKey, label: 'restricted-api-key' },
    ...nearMisses(apiKey).map(({ value, label }) => ({ value, label, isNearMiss: true })),
  ];
}

/** Every key that a run sends, right or wrong: no response may contain one (AST-AUTH-008). */
export function sentKeysOf(settings: Settings): LabelledSecret[] {
  return [...keysOf(settings), { value: unknownKey(settings.apiKey), label: 'unknown-api-key' }];
}

function nearMisses(key: string): { name: CredentialName; value: string; label: string }[] {
  const otherCase = [...key].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');
  return [
    { name: 'the API key cut by one character' as const, value: key.slice(0, -1), label: 'api-key-cut' },
    {
      name: 'the API key lengthened by one character' as const,
      value: `${key}x`,
      label: 'api-key-lengthened',
    },
    { name: 'the API key in another case' as const, value: otherCase, label: 'api-key-in-another-case' },
  ].filter(({ value }) => value !== '' && value !== key);
}

function keyed(key: string, label: string): Credential;
function keyed(key: string | undefined, label: string): Credential | undefined;
function keyed(key: string | undefined, label: string): Credential | undefined {
  return key === undefined ? undefined : { headers: { authorization: basic(key) }, label };
}

function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`, 'utf8').toString('base64')}`;
}
