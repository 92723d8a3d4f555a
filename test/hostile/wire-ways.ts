/** Ways to misbehave that have nothing to do with who asks: what is sent, how much, how slowly, and what is not HTTP. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { answer, type Turn, type Way } from './front.ts';

const MB = 1024 * 1024;

type Answer = Way['answer'];

/** Answers with bytes that are written to the connection as they are, and closes it. */
const raw =
  (text: string | Buffer): Answer =>
  ({ socket }) => {
    socket.end(text);
  };

const withHeaders =
  (headers: Readonly<Record<string, string | string[]>>): Answer =>
  ({ response, lawful }) => {
    response.writeHead(lawful.status, { ...lawful.headers, ...headers }).end(lawful.body);
  };

const withStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer =>
  ({ response }) => {
    response.writeHead(status, headers).end(body);
  };

/** Writes `unit` until the connection is closed. */
function writeForEver(response: ServerResponse, unit: string): void {
  const block = unit.repeat(Math.ceil((64 * 1024) / unit.length));
  const more = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on('drain', more);
  more();
}

function drip({ response, lawful }: Turn, ms: number): void {
  response.writeHead(lawful.status, lawful.headers);
  const timer = setInterval(() => {
    if (response.destroyed) clearInterval(timer);
    else response.write(' ');
  }, ms);
  response.on('close', () => clearInterval(timer));
}

const CHUNKED = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';

/** A lawful status with a body of the given size in place of its own; one-byte characters. */
const sized =
  (bytes: number): Answer =>
  ({ response, lawful }) => {
    answer(response, { ...lawful, body: `{"message":"${'x'.repeat(bytes)}"}` });
  };

/** The ways, each with its name; `later` ones begin after the controls. */
export const WIRE_WAYS: Readonly<Record<string, Way>> = {
  'Retry-After of 0': { begin: 'later', answer: withStatus(429, { 'retry-after': '0' }) },
  'Retry-After in the past': {
    begin: 'later',
    answer: withStatus(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
  },
  'Retry-After of a century': {
    begin: 'later',
    answer: withStatus(429, { 'retry-after': '3155760000' }),
    blameless: true,
  },
  'Retry-After of 61 s at the first control': {
    begin: 'at once',
    answer: withStatus(429, { 'retry-after': '61' }),
    blameless: true,
  },
  'Retry-After that is negative': { begin: 'later', answer: withStatus(429, { 'retry-after': '-5' }) },
  'Retry-After of a number without end': {
    begin: 'later',
    answer: withStatus(503, { 'retry-after': '9'.repeat(4000) }),
    blameless: true,
  },
  'Retry-After that is neither': { begin: 'later', answer: withStatus(429, { 'retry-after': 'soon; 5' }) },
  'a body without end': { begin: 'later', answer: ({ response }) => writeForEver(response, ' ') },
  'a body without end at the first control': {
    begin: 'at once',
    answer: ({ response }) => writeForEver(response, '['),
  },
  '3.9 MB each time': { begin: 'later', answer: sized(3.9 * MB) },
  '900 KB each time': { begin: 'later', answer: sized(900 * 1024) },
  '900 KB of broken UTF-8': {
    begin: 'later',
    answer: ({ response, lawful }) =>
      response.writeHead(lawful.status, lawful.headers).end(Buffer.alloc(900 * 1024, 0xc3)),
  },
  'a gzip bomb that was not asked for': {
    begin: 'later',
    answer: ({ response, lawful }) =>
      response
        .writeHead(lawful.status, { ...lawful.headers, 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(64 * MB))),
  },
  'JSON 400,000 levels deep': {
    begin: 'later',
    answer: ({ response, lawful }) =>
      answer(response, { ...lawful, body: `${'['.repeat(400_000)}${']'.repeat(400_000)}` }),
  },
  'an object of 100,000 members': {
    begin: 'later',
    answer: ({ response, lawful }) =>
      answer(response, {
        ...lawful,
        body: `{${Array.from({ length: 100_000 }, (_, index) => `"m${index}":{}`).join(',')}}`,
      }),
  },
  'a slow drip': { begin: 'later', answer: (turn) => drip(turn, 20) },
  'a slow drip at the first control': { begin: 'at once', answer: (turn) => drip(turn, 20) },
  'no answer at all': { begin: 'later', answer: () => {} },
  'a close before the answer': { begin: 'later', answer: ({ socket }) => void socket.destroy() },
  'a reset after the headers': {
    begin: 'later',
    answer({ response, socket }) {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{');
      setTimeout(() => socket.resetAndDestroy(), 5);
    },
  },
  'a half-closed connection': {
    begin: 'later',
    answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"users":'),
  },
  'a broken chunk size': { begin: 'later', answer: raw(`${CHUNKED}zz\r\n{}\r\n0\r\n\r\n`) },
  'a chunk that is too large for a number': {
    begin: 'later',
    answer: raw(`${CHUNKED}ffffffffffffffffff\r\n{}\r\n`),
  },
  'chunks without an end': {
    begin: 'later',
    answer: ({ socket }) => void socket.write(`${CHUNKED}2\r\n{}\r\n`),
  },
  'a content length that is too small': {
    begin: 'later',
    answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{"message":"and more"}'),
  },
  'two content lengths': {
    begin: 'later',
    answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'),
  },
  'bytes that are no HTTP': {
    begin: 'later',
    answer: raw(Buffer.from([0x16, 0x03, 0x01, 0, 0xff, 0, 0x1b])),
  },
  'bytes that are no HTTP at the first control': {
    begin: 'at once',
    answer: raw('SSH-2.0-OpenSSH_9.6\u001b[2J\r\n'),
  },
  'HTTP of another version': { begin: 'later', answer: raw('HTTP/9.9 200 OK\r\n\r\n') },
  'a status of 999': { begin: 'later', answer: raw('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n') },
  'a status of 099': { begin: 'later', answer: raw('HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n') },
  'one hundred Continue after another': {
    begin: 'later',
    answer: raw(
      `${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(5000)}HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n`,
    ),
  },
  'a switch of protocols': {
    begin: 'later',
    answer: raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
  },
  'a second answer to one request': {
    begin: 'later',
    answer: ({ socket }) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'.repeat(3)),
  },
  'a header flood': {
    begin: 'later',
    answer: withHeaders(
      Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`x-flood-${index}`, 'y'.repeat(100)])),
    ),
  },
  'headers of 15 KB': { begin: 'later', answer: withHeaders({ 'x-long': 'y'.repeat(15_000) }) },
  'a header line without end': {
    begin: 'later',
    answer: ({ socket }) => void socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'y'.repeat(200_000)}`),
  },
  'headers with names of prototypes': {
    begin: 'later',
    answer: withHeaders({ __proto__x: 'a', constructor: 'b', 'has-own-property': 'c', tostring: 'd' }),
  },
  'a redirect to itself': {
    begin: 'later',
    answer: ({ response, path }) => void response.writeHead(302, { location: path }).end(),
  },
  'a redirect to a file': { begin: 'later', answer: withStatus(307, { location: 'file:///etc/passwd' }) },
  'a login page': {
    begin: 'later',
    answer: withStatus(200, { 'content-type': 'text/html' }, '<h1>Sign in</h1>'),
  },
  'a wrong content type': {
    begin: 'later',
    answer: withHeaders({ 'content-type': 'multipart/form-data; boundary=' }),
  },
  'a content type in UTF-16': {
    begin: 'later',
    answer: ({ response, lawful }) =>
      response
        .writeHead(lawful.status, { 'content-type': 'application/json; charset=utf-16' })
        .end(Buffer.from(lawful.body, 'utf16le')),
  },
  'a byte order mark': {
    begin: 'later',
    answer: ({ response, lawful }) => answer(response, { ...lawful, body: `\ufeff${lawful.body}` }),
  },
  'an answer with no body and a length': {
    begin: 'later',
    answer: ({ response }) => void response.writeHead(204, { 'content-length': '5' }).end(),
  },
};
