/** Unusual but valid requests are answered, and their neighbours that could hide something are refused. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { InvalidOptions } from '../../emulator/index.ts';
import { basic, KEYS, type OpenEmulator, startOpen } from '../../emulator/testing.ts';
import { openRaw } from './raw-socket.ts';

const CALL = JSON.stringify({ userId: 'u', event: 'Tried', writeKey: KEYS.writeKey });
const BATCH = JSON.stringify({
  writeKey: KEYS.writeKey,
  batch: [{ type: 'track', userId: 'u', event: 'Tried' }],
});

describe('a request', () => {
  let emulator: OpenEmulator;
  before(async () => {
    emulator = await startOpen({
      ...KEYS,
      port: 0,
      allowedHosts: ['*.Tunnel.example', 'named.example'],
    });
  });
  after(() => emulator.close());

  /** The status line, headers and body of the answer; `HOST` stands for the emulator's own. */
  async function answerTo(line: string, headers: readonly string[], body = ''): Promise<string> {
    const own = new URL(emulator.url).host;
    const lines = [line, ...headers, 'Connection: close', `Content-Length: ${body.length}`, '', body];
    const raw = await openRaw(emulator.url, { head: lines.join('\r\n').replaceAll('HOST', own) });
    await raw.ended;
    raw.close();
    return raw.received();
  }

  const events = () => emulator.core.destination.counts().allowing?.events ?? 0;

  for (const [what, line, headers, body] of [
    ['HTTP/1.0 without Host', 'POST /v1/track HTTP/1.0', [], CALL],
    ['HTTP/1.0 with Host', 'POST /v1/track HTTP/1.0', ['Host: HOST'], CALL],
    ['HTTP/1.0 without Host and an absolute target', 'POST http://HOST/v1/track HTTP/1.0', [], CALL],
    ['an absolute target', 'POST http://HOST/v1/track HTTP/1.1', ['Host: HOST'], CALL],
    ['an absolute target in other case', 'POST HTTP://HOST/v1/track HTTP/1.1', ['Host: HOST'], CALL],
    [
      'an absolute target with the usual port',
      'POST http://localhost:80/v1/track HTTP/1.1',
      ['Host: localhost'],
      CALL,
    ],
    ['a doubled slash', 'POST //v1/import HTTP/1.1', ['Host: HOST'], BATCH],
    ['doubled slashes everywhere', 'POST //v1///import// HTTP/1.1', ['Host: HOST'], BATCH],
    ['a doubled slash in an absolute target', 'POST http://HOST//v1/import HTTP/1.1', ['Host: HOST'], BATCH],
    ['a query with slashes', 'POST /v1/track?page=https://a.example//b HTTP/1.1', ['Host: HOST'], CALL],
    ['an allowed name', 'POST /v1/track HTTP/1.1', ['Host: named.example'], CALL],
    ['an allowed name with the dot of the root', 'POST /v1/track HTTP/1.1', ['Host: named.example.'], CALL],
    ['a name below an allowed one', 'POST /v1/track HTTP/1.1', ['Host: abc.tunnel.example'], CALL],
    ['a name far below, with a port', 'POST /v1/track HTTP/1.1', ['Host: A.b.TUNNEL.example:443'], CALL],
    ['an empty port', 'POST /v1/track HTTP/1.1', ['Host: 127.0.0.1:'], CALL],
    ['an offer of HTTP/2', 'POST /v1/track HTTP/1.1', ['Host: HOST', 'Upgrade: h2c'], CALL],
  ] as const) {
    it(`is accepted with ${what}`, async () => {
      const before = events();
      const answer = await answerTo(line, [...headers, 'Content-Type: application/json'], body);
      assert.match(answer, /^HTTP\/1\.1 200 /);
      assert.equal(events(), before + 1);
    });
  }

  it('reaches every part of the emulator in these forms', async () => {
    const key = `Authorization: ${basic(KEYS.apiKey)}`;
    for (const [path, status] of [
      ['//astrolabe', 400],
      ['//records//users?userId=unknown', 200],
      ['//_emulator/live', 200],
      ['http://HOST', 200],
      ['http://HOST?', 200],
      ['//', 200],
    ] as const) {
      const answer = await answerTo(`GET ${path} HTTP/1.1`, ['Host: HOST', key]);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), path);
    }
  });

  for (const [what, line, headers, status] of [
    ['HTTP/1.1 without Host', 'POST /v1/track HTTP/1.1', [], 400],
    ['HTTP/1.0 with an empty Host', 'POST /v1/track HTTP/1.0', ['Host: '], 403],
    ['HTTP/1.0 with a foreign Host', 'POST /v1/track HTTP/1.0', ['Host: evil.example'], 403],
    ['HTTP/1.0 and a foreign server in its target', 'POST http://evil.example/v1/track HTTP/1.0', [], 403],
    ['a foreign server in its target', 'POST http://evil.example/v1/track HTTP/1.1', ['Host: HOST'], 403],
    ['a foreign Host', 'POST http://HOST/v1/track HTTP/1.1', ['Host: evil.example'], 403],
    ['another server in its target', 'POST http://localhost/v1/track HTTP/1.1', ['Host: HOST'], 400],
    ['a user in its target', 'POST http://evil.example@127.0.0.1/v1/track HTTP/1.1', ['Host: HOST'], 403],
    ['no server in its absolute target', 'POST http:///v1/track HTTP/1.1', ['Host: HOST'], 403],
    [
      'a foreign name with an allowed beginning',
      'POST /v1/track HTTP/1.1',
      ['Host: named.example.evil'],
      403,
    ],
    ['the name above the allowed ones', 'POST /v1/track HTTP/1.1', ['Host: tunnel.example'], 403],
    ['an empty name below', 'POST /v1/track HTTP/1.1', ['Host: .tunnel.example'], 403],
    ['a name that only ends alike', 'POST /v1/track HTTP/1.1', ['Host: eviltunnel.example'], 403],
    ['the pattern itself as a part', 'POST /v1/track HTTP/1.1', ['Host: a.tunnel.example.evil'], 403],
    ['a public name with the dot of the root', 'POST /v1/track HTTP/1.1', ['Host: evil.example.'], 403],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const before = events();
      const answer = await answerTo(line, [...headers, 'Content-Type: application/json'], CALL);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.equal(events(), before);
    });
  }

  it('is checked like any other at the control plane, however its target is written', async () => {
    for (const target of [
      '//_emulator/reset',
      'http://HOST/_emulator/reset',
      'http://HOST//_emulator//reset',
    ]) {
      const line = `POST ${target} HTTP/1.1`;
      const json = 'Content-Type: application/json';
      const foreign = await answerTo(line, ['Host: HOST', json, 'Origin: https://evil.example'], '{}');
      assert.match(foreign, /^HTTP\/1\.1 403 /, target);
      const form = await answerTo(line, ['Host: HOST', 'Content-Type: text/plain'], '{}');
      assert.match(form, /^HTTP\/1\.1 415 /, target);
      assert.match(await answerTo(line, ['Host: HOST', json], '{}'), /^HTTP\/1\.1 200 /, target);
    }
  });
});

describe('an allowed host', () => {
  for (const name of [
    '*',
    '*.com',
    'a*.example',
    '*.*.example',
    'https://a.example',
    'a.example:80',
    'a b',
    '',
  ]) {
    it(`is refused at the start: ${JSON.stringify(name)}`, async () => {
      await assert.rejects(startOpen({ port: 0, allowedHosts: [name] }), (error: Error) => {
        assert.ok(error instanceof InvalidOptions);
        return /allowed host/.test(error.message) && error.message.includes(JSON.stringify(name));
      });
    });
  }
});
