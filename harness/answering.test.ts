/** Whether a target answers, found out without anything that it could store. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { whyNotAnswering } from './answering.ts';
import { resolveSettings, type Settings } from './settings.ts';
import { type HttpResponse, isListening, type NoResponse } from './target/index.ts';

function settingsOf(baseUrl: string): Settings {
  const settings = resolveSettings(
    { baseUrl, apiKey: 'key-0123456789', header: ['X-Gate: let-me-pass-0123'] },
    () => 0.5,
  );
  assert.ok('value' in settings);
  return settings.value;
}

describe('a target', () => {
  const came = (answer: HttpResponse | NoResponse) =>
    whyNotAnswering(
      settingsOf('http://127.0.0.1:1/x'),
      { now: () => 0 },
      {
        send: async () => answer,
        close: async () => {},
      },
    );
  const status = (code: number) => came({ status: code, headers: {}, body: 'key-0123456789' });

  for (const code of [200, 400, 401, 404, 405, 429, 500, 501]) {
    it(`answers with ${code}`, async () => assert.equal(await status(code), undefined));
  }

  for (const code of [502, 503, 504]) {
    it(`does not answer with ${code}, and the reason hides the key`, async () => {
      assert.equal(await status(code), `${code} with «api-key»`);
    });
  }

  it('does not answer without a response', async () => {
    assert.equal(await came({ failure: 'connection refused', code: 'ECONNREFUSED' }), 'connection refused');
  });
});

describe('the request that finds out', () => {
  it('is no call, and goes the way of the calls', async () => {
    const seen: unknown[] = [];
    const server = createServer(async (request, response) => {
      const body = await text(request);
      const { authorization, 'content-type': type } = request.headers;
      seen.push([request.method, request.url, authorization, type, request.headers['x-gate'], body]);
      response.writeHead(400).end();
    }).listen(0, '127.0.0.1');
    after(() => server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    assert.equal(await whyNotAnswering(settingsOf(`${url}/hook?code=1`), Date), undefined);
    const basic = `Basic ${Buffer.from('key-0123456789:').toString('base64')}`;
    assert.deepEqual(seen, [['POST', '/hook?code=1', basic, 'application/json', 'let-me-pass-0123', '{}']]);
    assert.equal(await isListening(url), true);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    assert.equal(await isListening(url), false);
    assert.match((await whyNotAnswering(settingsOf(url), Date)) ?? '', /connection refused/);
  });
});
