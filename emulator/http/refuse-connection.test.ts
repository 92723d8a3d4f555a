import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Emulator, type EmulatorOptions, startEmulator } from '../index.ts';
import { basic, KEYS } from '../testing.ts';

/** Writes bytes in one piece, optionally ends its side at once, and returns everything received until the end. */
async function exchange(url: string, bytes: Buffer, isHalfClosed: boolean): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (isHalfClosed) socket.end(bytes);
  else socket.write(bytes);
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  socket.destroy();
  return received;
}

function request(path: string, key: string, body: Buffer, more = ''): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nhost: a\r\nauthorization: ${basic(key)}\r\n${more}`;
  return Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), body]);
}

const identify = (userId: string) => Buffer.from(JSON.stringify({ type: 'identify', userId }));
const batch = (userId: string) => Buffer.from(JSON.stringify({ batch: [{ type: 'identify', userId }] }));

/** Calls that are received in full. */
const CALLS: Readonly<Record<string, (userId: string) => Buffer>> = {
  'a plain call': (userId) => request('/astrolabe', KEYS.apiKey, identify(userId)),
  'a gzip call': (userId) =>
    request('/astrolabe', KEYS.apiKey, gzipSync(identify(userId)), 'content-encoding: gzip\r\n'),
  'a gzip batch': (userId) => request('/v1/batch', KEYS.writeKey, gzipSync(batch(userId))),
  'a chunked call': (userId) => {
    const body = identify(userId);
    return Buffer.from(
      `POST /astrolabe HTTP/1.1\r\nhost: a\r\nauthorization: ${basic(KEYS.apiKey)}\r\ntransfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    );
  },
  'a call that closes the connection': (userId) =>
    request('/astrolabe', KEYS.apiKey, gzipSync(identify(userId)), 'connection: close\r\n'),
};

const CHUNKED = `POST /astrolabe HTTP/1.1\r\nhost: a\r\nauthorization: ${basic(KEYS.apiKey)}\r\ntransfer-encoding: chunked\r\n\r\n`;

/** What follows in the same segment, and the status with which the connection is refused. */
const SEQUELS: Readonly<Record<string, { readonly bytes: string; readonly refused: boolean }>> = {
  'a broken chunk header': { bytes: `${CHUNKED}xyz\r\n`, refused: true },
  'a broken second chunk header': { bytes: `${CHUNKED}2\r\n{}\r\nxyz\r\n`, refused: true },
  'an invalid content-length': {
    bytes: 'POST /astrolabe HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n',
    refused: true,
  },
  garbage: { bytes: '\x00 garbage\r\n\r\n', refused: true },
  'a CONNECT': { bytes: 'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n', refused: true },
  'a header that is too large': {
    bytes: `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
    refused: true,
  },
  'its end': { bytes: '', refused: false },
  'its end in the middle of a call': {
    bytes: 'POST /astrolabe HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{',
    refused: true,
  },
  'its end in the middle of a header': { bytes: 'POST /astr', refused: true },
};

for (const [where, hasFolder] of Object.entries({ 'in memory': false, 'in a data directory': true })) {
  describe(`what was received in full is answered first, ${where}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
    let emulator: Emulator;
    before(async () => {
      const options: EmulatorOptions = hasFolder ? { dataDir: join(folder, 'data') } : {};
      emulator = await startEmulator({ ...KEYS, port: 0, ...options });
    });
    after(async () => {
      await emulator.close();
      rmSync(folder, { recursive: true });
    });

    for (const [call, bytesOf] of Object.entries(CALLS)) {
      for (const [sequel, { bytes, refused }] of Object.entries(SEQUELS)) {
        it(`${call}, then ${sequel}`, async () => {
          const userIds = [`1 ${call} ${sequel}`, `2 ${call} ${sequel}`];
          const isLast = call.includes('closes');
          const calls = (isLast ? userIds.slice(1) : userIds).map(bytesOf);
          const sent = Buffer.concat([...calls, Buffer.from(bytes, 'latin1')]);
          const received = await exchange(emulator.url, sent, sequel.includes('end'));
          const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
          const rest = refused && !isLast ? ['400'] : [];
          assert.deepEqual(statuses, [...calls.map(() => '200'), ...rest], received);
          for (const userId of userIds.slice(-calls.length)) {
            const query = `userId=${encodeURIComponent(userId)}`;
            const answer = await fetch(`${emulator.recordsUrl}/users?${query}`, {
              headers: { authorization: basic(KEYS.apiKey) },
            });
            assert.equal(((await answer.json()) as { users: unknown[] }).users.length, 1, userId);
          }
        });
      }
    }
  });
}
