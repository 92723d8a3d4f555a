/** Slow, endless and malformed requests: they lose their connection, store nothing and do not delay other clients. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { basic, KEYS, type OpenEmulator, startOpen } from '../../emulator/testing.ts';
import { slowness } from '../slowness.ts';
import { type Client, createClient } from './client.ts';
import { openRaw, type RawSocket } from './raw-socket.ts';

/** The server allows a request ten seconds and checks once a second; a busy machine may need longer. */
const PATIENCE_MS = 14_000;
const SLOW = 50;

const CALL = '{"type":"identify","userId":"slow"}';

function head(method: string, path: string, headers: Readonly<Record<string, string>>): string {
  const lines = { host: '127.0.0.1', authorization: basic(KEYS.apiKey), ...headers };
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${text.join('')}\r\n`;
}

const POST = head('POST', '/astrolabe', { 'content-length': '100000' });
const CHUNKED = head('POST', '/astrolabe', { 'transfer-encoding': 'chunked' });

function chunk(bytes: string): string {
  return `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
}

/** What a slow client sends over and over, by the part of the request that it never completes. */
const DRIPS: Readonly<Record<string, { readonly head: string; readonly bytes: string }>> = {
  'in its first line': { head: 'POST /', bytes: 'a' },
  'between its headers': { head: POST.slice(0, -2), bytes: 'x: y\r\n' },
  'within a header': { head: `${POST.slice(0, -2)}x: `, bytes: 'y' },
  'in its body': { head: POST, bytes: ' ' },
  'in its chunks': { head: CHUNKED, bytes: chunk(' ') },
  'within a chunk': { head: `${CHUNKED}ffff\r\n`, bytes: ' ' },
  'in the body of a batch': { head: head('POST', '/v1/batch', { 'content-length': '100000' }), bytes: ' ' },
  'in the body of a write to the control plane': {
    head: head('POST', '/_emulator/reset', {
      'content-type': 'application/json',
      'content-length': '60000',
    }),
    bytes: ' ',
  },
  'before its first byte': { head: '', bytes: '' },
};

describe('a client that never completes its request', { concurrency: true }, () => {
  let emulator: OpenEmulator;
  let client: Client;
  const faults: unknown[] = [];
  const record = (fault: unknown) => faults.push(fault);
  before(async () => {
    process.on('uncaughtException', record).on('unhandledRejection', record);
    emulator = await startOpen({ ...KEYS, port: 0 });
    client = createClient(emulator.url);
  });
  after(async () => {
    process.off('uncaughtException', record).off('unhandledRejection', record);
    await client.close();
    await emulator.close();
    assert.deepEqual(faults, []);
    const { users, events, accounts } = emulator.core.destination.counts().allowing ?? {};
    assert.deepEqual([users, events, accounts], [0, 0, 0], 'nothing of these requests was stored');
  });

  it(`does not delay others, even as one of ${SLOW}, and loses its connection`, async () => {
    const ways = Object.values(DRIPS);
    const slow: RawSocket[] = [];
    for (let index = 0; index < SLOW; index += 1) {
      const { head, bytes } = ways[index % ways.length] ?? assert.fail();
      slow.push(await openRaw(emulator.url, { head, drip: { bytes, everyMs: 250 } }));
    }
    const took: number[] = [];
    const isOver = Promise.all(slow.map(({ ended }) => ended)).then(() => true);
    for (let isWaiting = true; isWaiting; ) {
      const begun = performance.now();
      const answer = await client.request('/_emulator/live');
      assert.equal(answer.status, 200);
      took.push(performance.now() - begun);
      isWaiting = !(await Promise.race([isOver, sleep(100, false)]));
    }
    assert.ok(took.length > 50, `${took.length} calls were answered in the meantime`);
    assert.ok(Math.max(...took) < 1_000 * slowness(), `the slowest answer took ${Math.max(...took)} ms`);
    for (const { socket } of slow) socket.destroy();
  });

  for (const [where, { head, bytes }] of Object.entries(DRIPS)) {
    it(`is cut off after about ten seconds ${where}`, async () => {
      const raw = await openRaw(emulator.url, { head, drip: { bytes, everyMs: 250 } });
      const took = await within(raw.ended);
      assert.ok(took > 9_000, `cut off too early, after ${took} ms`);
      assert.match(raw.received(), /^HTTP\/1\.1 400 .*"code":"request-malformed"/s);
      raw.close();
    });
  }

  for (const where of ['within a header', 'in its body'] as const) {
    const { head, bytes } = DRIPS[where] ?? assert.fail();
    it(`is cut off ${where} even if it ignores FIN`, async () => {
      const raw = await openRaw(emulator.url, { head, drip: { bytes, everyMs: 250 }, ignoresEnd: true });
      try {
        await within(raw.ended);
      } finally {
        raw.close();
      }
    });
  }

  it('is answered and cut off if its chunks never end', async () => {
    const raw = await openRaw(emulator.url, {
      head: CHUNKED,
      drip: { bytes: chunk('x'.repeat(256 * 1024)), everyMs: 10 },
    });
    await within(raw.ended);
    assert.match(raw.received(), /^HTTP\/1\.1 400 /);
    raw.close();
  });

  it('is cut off if it sends less than its content-length', async () => {
    const raw = await openRaw(emulator.url, { head: POST + CALL });
    await within(raw.ended);
    assert.match(raw.received(), /^HTTP\/1\.1 400 /);
    raw.close();
  });
});

async function within(ended: Promise<number>): Promise<number> {
  const took = await Promise.race([ended, sleep(PATIENCE_MS, undefined, { ref: false })]);
  return took ?? assert.fail(`the connection was still open after ${PATIENCE_MS} ms`);
}

describe('a client that sends a malformed request', () => {
  let emulator: OpenEmulator;
  const faults: unknown[] = [];
  const record = (fault: unknown) => faults.push(fault);
  before(async () => {
    process.on('uncaughtException', record).on('unhandledRejection', record);
    emulator = await startOpen({ ...KEYS, port: 0 });
  });
  after(async () => {
    process.off('uncaughtException', record).off('unhandledRejection', record);
    await emulator.close();
  });

  const full = (body: string) => head('POST', '/astrolabe', { 'content-length': String(body.length) }) + body;
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const bombAt = (path: string, more: Readonly<Record<string, string>> = {}) =>
    Buffer.concat([
      Buffer.from(
        head('POST', path, {
          'content-encoding': 'gzip',
          'content-length': String(bomb.length),
          connection: 'close',
          ...more,
        }),
      ),
      bomb,
    ]);
  const json = { 'content-type': 'application/json' };

  const cases: Readonly<Record<string, string | Buffer>> = {
    'a header of 100 KB': head('POST', '/astrolabe', { x: 'y'.repeat(100_000) }),
    'a header name of 100 KB': head('POST', '/astrolabe', { ['x'.repeat(100_000)]: 'y' }),
    'a URL of 100 KB': head('GET', `/${'x'.repeat(100_000)}`, {}),
    '20,000 headers': `${POST.slice(0, -2)}${'x: y\r\n'.repeat(20_000)}\r\n`,
    'garbage before a call': `\x00\xff garbage\r\n\r\n${full(CALL)}`,
    'a second call within the first': full(`${CALL}${full(CALL)}`),
    'both a content-length and chunks': `${POST.slice(0, -2)}transfer-encoding: chunked\r\n\r\n0\r\n\r\n${full(CALL)}`,
    'two content-lengths': `${full(CALL).replace('content-length', 'content-length: 5\r\ncontent-length')}`,
    'an invalid content-length': `${head('POST', '/astrolabe', { 'content-length': '-1' })}${CALL}`,
    'an invalid chunk size': `${CHUNKED}xyz\r\n${CALL}\r\n0\r\n\r\n`,
    'an unknown transfer encoding':
      head('POST', '/astrolabe', { 'transfer-encoding': 'identity, xchunked' }) + CALL,
    'no Host': full(CALL).replace('host: 127.0.0.1\r\n', ''),
    'two hosts': full(CALL).replace('host: ', 'host: evil.example\r\nhost: '),
    'a second Host': full(CALL).replace('host: 127.0.0.1\r\n', 'host: 127.0.0.1\r\nHost: evil.example\r\n'),
    'a second Authorization': full(CALL).replace(
      'authorization: ',
      `authorization: ${basic(KEYS.apiKey)}\r\nauthorization: `,
    ),
    'a second Content-Type': full(CALL).replace(
      'host: ',
      'content-type: text/plain\r\ncontent-type: text/html\r\nhost: ',
    ),
    'a gzip bomb at the static URL': bombAt('/astrolabe'),
    'a gzip bomb at the ingress': bombAt('/v1/batch', { authorization: basic(KEYS.writeKey) }),
    'a gzip bomb at the control plane': bombAt('/_emulator/audiences', json),
  };
  for (const [what, bytes] of Object.entries(cases)) {
    it(`is refused with ${what}`, async () => {
      emulator.core.reset();
      const raw = await openRaw(emulator.url, { head: bytes });
      // Some of these keep the connection open for another request; ending it makes the server close it.
      raw.socket.end();
      await within(raw.ended);
      const statuses = [...raw.received().matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status);
      assert.match(statuses.join(' '), /^(4\d\d)?$/, raw.received());
      assert.equal(emulator.core.destination.counts().allowing?.users, 0);
      assert.equal(emulator.core.traces.size, 0);
      assert.equal((await fetch(`${emulator.controlUrl}/live`)).status, 200);
      assert.deepEqual(faults, []);
      raw.close();
    });
  }

  it('gets the response to its call before it is refused for the garbage that follows', async () => {
    emulator.core.reset();
    const raw = await openRaw(emulator.url, { head: `${full(CALL)}\x00\xff garbage\r\n\r\n` });
    await within(raw.ended);
    raw.close();
    assert.equal(emulator.core.destination.counts().allowing?.users, 1);
    assert.match(raw.received(), /^HTTP\/1\.1 200 /);
  });

  it('has nothing stored if it leaves in the middle of a call', async () => {
    emulator.core.reset();
    for (const bytes of [
      POST + CALL,
      `${CHUNKED}ff\r\n${CALL}`,
      POST.slice(0, 40),
      full(CALL).slice(0, -1),
    ]) {
      const raw = await openRaw(emulator.url, { head: bytes });
      raw.socket.end();
      await within(raw.ended);
      assert.doesNotMatch(raw.received(), /^HTTP\/1\.1 2/);
      raw.close();
    }
    assert.equal(emulator.core.destination.counts().allowing?.users, 0);
    assert.deepEqual(faults, []);
  });
});
