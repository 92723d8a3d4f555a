/** Deliveries through a proxy, whose own failures are not the destination's. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { readProxies } from '../../../proxies/index.ts';
import { type ForwardProxyOptions, startForwardProxy } from '../../../test/connection/forward-proxy.ts';
import { basic } from '../../testing.ts';
import { createForwarder } from './forwarder.ts';

const HOST = 'destination.field.test';

async function deliver(
  test: TestContext,
  env: Readonly<Record<string, string>>,
  url = `http://${HOST}/in?a=b`,
) {
  const forwarder = createForwarder({
    timeout: 5_000,
    concurrency: 2,
    ambient: { stopwatch: () => performance.now() },
    proxies: readProxies(env),
  });
  test.after(() => forwarder.close());
  const headers = { authorization: basic('ak'), 'content-type': 'application/json' };
  const { ms: _, ...result } = await forwarder.forward({ url, headers, call: { userId: 'a' }, apiKey: 'ak' });
  return result;
}

async function start(test: TestContext, options: Partial<ForwardProxyOptions> = {}) {
  const server = createServer((_, response) => void response.writeHead(202).end());
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const proxy = await startForwardProxy({ hosts: { [HOST]: port }, ...options });
  test.after(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  return { proxy, port };
}

describe('a delivery through a proxy', () => {
  it('asks the proxy for the whole URL', async (test) => {
    const { proxy } = await start(test);
    assert.equal((await deliver(test, { HTTP_PROXY: proxy.url })).status, 202);
    assert.deepEqual(proxy.asked, [`POST http://${HOST}/in?a=b`]);
  });

  it('has the password of the variable', async (test) => {
    const { proxy } = await start(test, { credentials: 'ada:p@ss' });
    const { status } = await deliver(test, { http_proxy: `http://ada:p%40ss@127.0.0.1:${proxy.port}` });
    assert.equal(status, 202);
  });

  it('is not made for loopback, or for what NO_PROXY names', async (test) => {
    const { proxy, port } = await start(test);
    const { status } = await deliver(test, { HTTP_PROXY: proxy.url }, `http://127.0.0.1:${port}/`);
    assert.equal(status, 202);
    const { error } = await deliver(test, { HTTP_PROXY: proxy.url, NO_PROXY: HOST });
    assert.match(error ?? '', /^(ENOTFOUND|EAI_AGAIN)$/);
    assert.deepEqual(proxy.asked, []);
  });

  for (const [what, scheme, options, message] of [
    [
      'requires a password',
      'http',
      { credentials: 'a:b' },
      /answered 407: it requires a user name and a password$/,
    ],
    ['requires a password for a tunnel', 'https', { credentials: 'a:b' }, /answered 407: it requires/],
    ['cannot reach the endpoint', 'http', { hosts: {} }, /answered 502: it cannot reach the endpoint/],
    ['opens no tunnel', 'https', { hosts: {} }, /answered 502: it cannot reach the endpoint/],
  ] as const) {
    it(`is a network error if the proxy ${what}`, async (test) => {
      const { proxy } = await start(test, options);
      const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
      const result = await deliver(test, env, `${scheme}://${HOST}/in`);
      assert.deepEqual([result.status, result.error], [undefined, 'EPROXY']);
      assert.match(result.message ?? '', /^the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS?_PROXY\) answered/);
      assert.match(result.message ?? '', message);
    });
  }

  it('names the proxy that does not listen', async (test) => {
    const result = await deliver(test, { HTTP_PROXY: 'http://127.0.0.1:9' });
    assert.deepEqual(result, {
      error: 'ECONNREFUSED',
      message: 'through the proxy http://127.0.0.1:9 (HTTP_PROXY)',
    });
  });
});
