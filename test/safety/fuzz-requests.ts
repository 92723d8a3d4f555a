/** Makes the requests of the fuzz run: for every route, from nearly valid to random bytes. */
import { gzipSync } from 'node:zlib';
import { basic, KEYS } from '../../emulator/testing.ts';
import { brokenCalls } from '../../generators/rule-breakers.ts';
import { take } from '../../generators/take.ts';
import { unsupportedCalls } from '../../generators/unsupported-calls.ts';
import { validCalls } from '../../generators/valid-calls.ts';
import { type Chance, createChance } from './chance.ts';
import { heavyRequest } from './heavy-requests.ts';
import { mutateBytes, mutateJson, mutateStructure } from './mutate.ts';
import {
  CONTROL_ROUTES,
  DESTINATION_ROUTE,
  FRONT_ROUTE,
  INGRESS_ROUTES,
  RECORDS_ROUTES,
  type Route,
} from './routes.ts';

/** A request, which may be damaged. */
export interface Shot {
  readonly head: Buffer;
  readonly body: Buffer;
  /** Whether to add a content-length header after the head. */
  readonly isFramed: boolean;
  readonly method: string;
  /** True if it costs much on purpose: its memory is measured by itself. */
  readonly isHeavy?: boolean;
}

/** The bytes that go over the wire. */
export function bytesOf({ head, body, isFramed }: Shot): Buffer {
  const end = isFramed ? Buffer.from(`content-length: ${body.length}\r\n\r\n`) : Buffer.alloc(0);
  return Buffer.concat([head, end, body]);
}

export type ShotMaker = (index: number) => Shot;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const ODD_METHODS = ['TRACE', 'PROPFIND', 'M-SEARCH', 'QUERY', 'get', 'G@T', '', 'PRI', 'CONNECT'];

/** Bodies that the control plane accepts, to be damaged. */
const DEFINITIONS: readonly unknown[] = [
  { name: 'Fuzzed', members: [{ userId: 'ada', emails: ['ada@initech.example'] }, { anonymousId: 'a' }] },
  {
    name: 'Fuzzed accounts',
    level: 'account',
    as: ['group', 'identify'],
    members: [{ groupId: 'g', userIds: ['u'] }],
  },
  {
    name: 'Ruled',
    rule: { all: [{ trait: 'plan', equals: 'pro' }, { any: [{ event: 'Order', withinDays: 7 }] }] },
  },
  { name: 'Of accounts', rule: { accountTrait: 'seats', greater: 3 } },
  { name: 'Sum', formula: { compute: 'sum', event: 'Order', property: 'total', withinDays: 30 } },
  { name: 'Count', formula: { compute: 'count', event: 'Order' } },
  { members: [{ userId: 'ada' }] },
  { mode: 'frozen' },
  { mode: 'real' },
  { ms: 60_000 },
  { to: '2030-01-01T00:00:00Z' },
  { enabled: true },
  { name: 'second', apiKey: KEYS.blockingApiKey, enabled: false },
  { name: 'Fuzzed', freeEmail: 'block' },
  { name: 'Fuzzed', snapshot: 'seeded' },
  { at: 'destination', where: { type: 'track' }, then: [{ status: 418, times: 2 }, 'pass'] },
  { at: 'records', then: ['pass', { status: 404, retryAfter: 1, body: { users: [] } }] },
  { name: 'Fuzzed', seed: 7, clock: '2030-01-01T00:00:00Z', choices: { 'late-call': 'ignore' }, ttl: '10m' },
];

const IDS = [
  'ada',
  'fuzzed',
  'ruled',
  'sum',
  'count',
  'default',
  'engage',
  'id-3',
  '__proto__',
  '%F0%9F%98%80',
];
const PIECES = [
  '%',
  '%zz',
  '%00',
  '%2e%2e',
  '..',
  '/',
  '//',
  '\\',
  ';',
  ':',
  '*',
  '[',
  '\u00e9',
  '%C3',
  '~',
  '@',
  '#',
];
const PARAMETERS = [
  'userId',
  'anonymousId',
  'groupId',
  'messageId',
  'outcome',
  'limit',
  'cursor',
  '__proto__',
  'a[b]',
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=',
  '',
  ';',
  'application/json, text/plain',
];
const SOUP: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['host', ['127.0.0.1', 'localhost:1', '', 'evil.example', '[::1', 'a b', '127.0.0.1, evil.example']],
  ['content-length', ['0', '5', '-1', '1e3', '99999999999999999999', '0x10', '5, 5', '', ' 7 ', '+3']],
  [
    'transfer-encoding',
    ['chunked', 'identity', 'gzip, chunked', 'chunked, chunked', 'xchunked', '\tchunked', ''],
  ],
  ['content-encoding', ['gzip', 'GZIP', 'deflate', 'br', 'gzip, gzip', 'identity', 'compress']],
  ['content-type', TYPES],
  ['expect', ['100-continue', '200-ok', '']],
  ['connection', ['close', 'keep-alive', 'upgrade', 'content-length', 'close, upgrade', '']],
  ['upgrade', ['websocket', 'h2c', 'HTTP/2.0', 'TLS/1.0']],
  ['origin', ['null', 'https://evil.example', 'http://127.0.0.1', '']],
  ['sec-fetch-site', ['cross-site', 'none', 'same-origin', '']],
  [
    'authorization',
    ['Basic', 'Basic Og==', 'Basic ===', 'Bearer x', 'Digest username="a"', '', 'basic \u00ff'],
  ],
  ['x-segment-settings', ['e30=', '{', 'x'.repeat(9_000)]],
  ['cookie', ['a=b', ';', '__proto__=x']],
  ['accept', ['*/*', 'text/html', 'q=', 'text/html;q=nothing', ',,,']],
  ['__proto__', ['x']],
  ['constructor', ['x']],
  ['x-http-method-override', ['DELETE']],
  ['trailer', ['content-length']],
  ['te', ['trailers']],
  ['x y', ['z']],
  ['', ['z']],
  ['x', ['\0', '\r', '\x7f', 'y'.repeat(20_000)]],
];

const WEIGHTED: readonly Route[] = [
  ...Array<Route>(40).fill(DESTINATION_ROUTE),
  ...INGRESS_ROUTES,
  ...INGRESS_ROUTES,
  ...CONTROL_ROUTES,
  ...RECORDS_ROUTES,
  ...RECORDS_ROUTES,
  FRONT_ROUTE,
];

/** One request in `HEAVY_EVERY` is made to cost as much as it can. */
const HEAVY_EVERY = 250;

/** @param seed the same seed makes the same requests, each by its index alone */
export function createShotMaker(seed: number): ShotMaker {
  const calls: readonly unknown[] = [
    ...take(validCalls(seed), 300),
    ...take(unsupportedCalls(seed), 40),
    ...[...take(brokenCalls(seed), 100)].map(({ body }) => body),
  ];
  return (index) => {
    const chance = createChance(seed, index);
    if (index % HEAVY_EVERY === HEAVY_EVERY - 1) return heavy(chance);
    const kind = chance.below(100);
    if (kind < 3) return whole(chance.bytes(chance.below(400)));
    const request = ordinary(chance, calls);
    if (kind < 72) return request;
    if (kind < 86) return soup(request, chance);
    return whole(mutateBytes(bytesOf(request), chance));
  };
}

function heavy(chance: Chance): Shot {
  const { path, key, body, isZipped } = heavyRequest(chance);
  const headers = ['host: 127.0.0.1', `authorization: ${key}`, 'content-type: application/json'];
  if (isZipped) headers.push('content-encoding: gzip');
  const head = `POST ${path} HTTP/1.1\r\n${headers.map((line) => `${line}\r\n`).join('')}`;
  return { head: Buffer.from(head, 'latin1'), body, isFramed: true, method: 'POST', isHeavy: true };
}

function whole(bytes: Buffer): Shot {
  return { head: bytes, body: Buffer.alloc(0), isFramed: false, method: '' };
}

/** Valid HTTP; path, query, key and body may be invalid. */
function ordinary(chance: Chance, calls: readonly unknown[]): Shot {
  const route = chance.pick(WEIGHTED);
  const method = chance.oneIn(12) ? chance.pick(METHODS) : chance.pick(route.methods);
  const { body, encoding } = bodyFor(route, method, chance, calls);
  const headers = [
    'host: 127.0.0.1',
    ...(chance.oneIn(15) ? [] : [`authorization: ${keyFor(route, chance)}`]),
    `content-type: ${chance.oneIn(8) ? chance.pick(TYPES) : 'application/json'}`,
    ...(encoding === undefined ? [] : [`content-encoding: ${encoding}`]),
    ...(chance.oneIn(12) ? ['origin: https://evil.example'] : []),
  ];
  const head = `${method} ${addressFor(route, chance)} HTTP/1.1\r\n${headers.map((line) => `${line}\r\n`).join('')}`;
  return { head: Buffer.from(head, 'latin1'), body, isFramed: true, method };
}

function keyFor({ path }: Route, chance: Chance): string {
  const right = path.startsWith('/v1/') ? KEYS.writeKey : KEYS.apiKey;
  return basic(chance.oneIn(10) ? chance.pick([...Object.values(KEYS), '', 'x', '__proto__']) : right);
}

function addressFor({ path }: Route, chance: Chance): string {
  let address = path
    .replace(':world', () => (chance.oneIn(4) ? chance.pick(IDS) : 'default'))
    .replace(':id', () => chance.pick(IDS));
  if (chance.oneIn(15)) {
    const at = chance.below(address.length + 1);
    // One path segment more or less, an undecodable path, or something that is not a path.
    address = encodeURI(address.slice(0, at) + chance.pick(PIECES) + address.slice(at)).replaceAll(
      '%25',
      '%',
    );
  }
  const hasQuery = path.startsWith('/records') || path.endsWith('/traces') || chance.oneIn(10);
  if (!hasQuery) return address;
  const parameters = Array.from({ length: 1 + chance.below(3) }, () => {
    const value = chance.pick([...IDS, '', '-1', '1e9', '10', '%', '%ff', '+', 'a&b=c', 'errors', '\u00e9']);
    return `${chance.pick(PARAMETERS)}=${encodeURI(value).replaceAll('%25', '%')}`;
  });
  return `${address}?${parameters.join('&')}`;
}

function bodyFor(
  { path }: Route,
  method: string,
  chance: Chance,
  calls: readonly unknown[],
): { readonly body: Buffer; readonly encoding?: string } {
  if (method === 'GET' || method === 'HEAD') return { body: Buffer.alloc(0) };
  const value = valueFor(path, chance, calls);
  const body = chance.oneIn(4) ? Buffer.from(JSON.stringify(value) ?? '') : mutateJson(value, chance);
  if (!chance.oneIn(12)) return { body };
  const zipped = gzipSync(body);
  switch (chance.below(4)) {
    case 0:
      return { body: zipped };
    case 1:
      return { body: zipped.subarray(0, chance.below(zipped.length)), encoding: 'gzip' };
    case 2:
      return { body: mutateBytes(zipped, chance), encoding: 'gzip' };
    default:
      return { body: zipped, encoding: chance.pick(['gzip', 'deflate', 'br', 'gzip, gzip']) };
  }
}

function valueFor(path: string, chance: Chance, calls: readonly unknown[]): unknown {
  if (path.startsWith('/_emulator')) {
    const definition = chance.pick(DEFINITIONS);
    return chance.oneIn(3) ? mutateStructure(definition, chance) : definition;
  }
  if (!/\/(b|batch|import)$/.test(path)) return chance.pick(calls);
  const batch = Array.from({ length: chance.below(6) }, () => chance.pick(calls));
  return {
    batch: chance.oneIn(4) ? batch.map((call) => mutateStructure(call, chance)) : batch,
    sentAt: chance.pick(['2026-01-01T00:00:00Z', null, 7, '+275760-09-13T00:00:00.001Z']),
    ...(chance.oneIn(3) ? { context: chance.pick([{ ip: '1.1.1.1' }, [], null, 'x']) } : {}),
    ...(chance.oneIn(4) ? { integrations: chance.pick([{ All: false }, { Astrolabe: 0 }, [], 1]) } : {}),
  };
}

/** Adds headers of all kinds, some repeated or contradictory, and odd request lines. */
function soup(request: Shot, chance: Chance): Shot {
  const [first = '', ...lines] = request.head.toString('latin1').split('\r\n');
  const headers = lines.filter((line) => line !== '' && !chance.oneIn(6));
  if (!chance.oneIn(4)) headers.push(`content-length: ${request.body.length}`);
  for (let left = 1 + chance.below(5); left > 0; left -= 1) {
    const [name, values] = chance.pick(SOUP);
    const line = `${name}${chance.pick([':', ': ', ' : ', ''])}${chance.pick(values)}`;
    headers.splice(chance.below(headers.length + 1), 0, line);
    if (chance.oneIn(6)) headers.push(line);
  }
  if (chance.oneIn(50)) headers.push(...Array<string>(chance.pick([1_000, 2_500, 9_000])).fill('x: y'));
  const end = chance.oneIn(25) ? '\n' : '\r\n';
  const isChunked = headers.some((line) => /^transfer-encoding/.test(line)) && chance.oneIn(2);
  const text = `${firstLine(first, chance)}${end}${headers.map((line) => line + end).join('')}${end}`;
  const body = isChunked ? chunked(request.body, chance) : request.body;
  return { ...whole(Buffer.concat([Buffer.from(text, 'latin1'), body])), method: request.method };
}

function firstLine(line: string, chance: Chance): string {
  const [method = '', address = ''] = line.split(' ');
  switch (chance.below(10)) {
    case 0:
      return `${chance.pick(ODD_METHODS)} ${address} HTTP/1.1`;
    case 1:
      return `${method} ${address} ${chance.pick(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1 ', '', 'ICE/1.0'])}`;
    case 2:
      return `${method} ${chance.pick(['http://127.0.0.1', 'http://evil.example', 'x:', ''])}${address} HTTP/1.1`;
    case 3:
      return `${method} ${chance.pick(['*', '//', '?', '#', 'a', '%', '/%ff', '/\0'])} HTTP/1.1`;
    default:
      return line;
  }
}

function chunked(body: Buffer, chance: Chance): Buffer {
  const size = chance.pick([
    body.length.toString(16),
    'ffffffffffffffff',
    '-1',
    '',
    `${body.length};ext="x"`,
    '0',
  ]);
  const trailer = chance.pick(['', 'x: y\r\n', 'content-length: 5\r\n', '\0']);
  return Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from(`\r\n0\r\n${trailer}\r\n`)]);
}
