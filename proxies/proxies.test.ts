import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HttpProxy, proxyFor, readProxies } from './index.ts';

function used(url: string, env: Record<string, string>): HttpProxy | undefined {
  const proxy = proxyFor(new URL(url), readProxies(env));
  assert.ok('value' in proxy, JSON.stringify(proxy));
  return proxy.value;
}

const usedFor = (url: string, env: Record<string, string>) => used(url, env)?.address;

const PROXY = 'http://proxy.example:3128';
const BOTH = { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY };

describe('the proxies of an environment', () => {
  for (const [what, url, env, address] of [
    ['HTTP_PROXY', 'http://hooks.example/x', { HTTP_PROXY: PROXY }, PROXY],
    ['HTTP_PROXY and an HTTPS target', 'https://hooks.example/x', { HTTP_PROXY: PROXY }, undefined],
    ['HTTPS_PROXY', 'https://hooks.example/x', { HTTPS_PROXY: PROXY }, PROXY],
    ['HTTPS_PROXY and an HTTP target', 'http://hooks.example/x', { HTTPS_PROXY: PROXY }, undefined],
    ['https_proxy', 'https://hooks.example/x', { https_proxy: PROXY }, PROXY],
    ['both cases', 'https://a.example', { https_proxy: PROXY, HTTPS_PROXY: 'http://other' }, PROXY],
    ['an empty lower case', 'https://a.example', { https_proxy: '', HTTPS_PROXY: PROXY }, undefined],
    ['no scheme', 'http://a.example', { HTTP_PROXY: 'proxy.example:3128' }, PROXY],
    ['a proxy with TLS', 'http://a.example', { HTTP_PROXY: 'https://p.example' }, 'https://p.example'],
    ['a user', 'http://a.example', { HTTP_PROXY: 'http://ada:pass@proxy.example:3128' }, PROXY],
  ] as const) {
    it(`are used by ${what}`, () => assert.equal(usedFor(url, { ...env }), address));
  }

  for (const [noProxy, direct, proxied] of [
    [
      '',
      ['http://localhost:1', 'http://a.localhost', 'http://127.0.0.1:2', 'http://[::1]'],
      ['http://a.example'],
    ],
    ['*', ['http://a.example', 'https://10.0.0.1'], []],
    ['hooks.example', ['http://hooks.example', 'https://a.hooks.example.'], ['http://myhooks.example']],
    ['.hooks.example', ['http://hooks.example', 'https://a.hooks.example'], ['http://xhooks.example']],
    ['*.Hooks.Example', ['http://a.hooks.example'], ['http://example']],
    ['hooks.example.', ['http://hooks.example'], []],
    ['a.example, b.example', ['http://a.example', 'http://b.example'], ['http://c.example']],
    ['a.example b.example', ['http://b.example'], ['http://c.example']],
    ['a.example:8080', ['http://a.example:8080'], ['http://a.example', 'http://a.example:80']],
    ['a.example:443', ['https://a.example'], ['http://a.example']],
    ['10.1.2.3', ['http://10.1.2.3:99'], ['http://10.1.2.4', 'http://x.10.1.2.3.example']],
    ['10.0.0.0/8', ['http://10.200.1.1'], ['http://11.0.0.1', 'http://a.example']],
    ['fd00::/8', ['http://[fd12::1]:80'], ['http://[fe80::1]', 'http://10.0.0.1']],
    ['fd00::1', ['http://[fd00::1]'], ['http://[fd00::2]']],
    ['[fd00::1]:81', ['http://[fd00::1]:81'], ['http://[fd00::1]']],
    ['<-loopback>', [], ['http://127.0.0.1', 'http://localhost']],
    ['<-loopback>,127.0.0.1', ['http://127.0.0.1'], ['http://localhost']],
    [',., :,/8,1.2.3.4/99,[', [], ['http://a.example', 'http://1.2.3.4']],
  ] as const) {
    it(`are not used for what NO_PROXY "${noProxy}" names`, () => {
      for (const url of direct) assert.equal(usedFor(url, { ...BOTH, NO_PROXY: noProxy }), undefined, url);
      for (const url of proxied) assert.equal(usedFor(url, { ...BOTH, no_proxy: noProxy }), PROXY, url);
    });
  }

  it('have credentials, which no address shows', () => {
    const env = { HTTP_PROXY: 'http://ada:p%40ss%2Fword@proxy.example:3128' };
    assert.equal(used('http://a.example', env)?.authorization, `Basic ${btoa('ada:p@ss/word')}`);
    assert.deepEqual(readProxies(env).secrets, ['ada:p@ss/word', 'p@ss/word', 'p%40ss%2Fword']);
    const odd = used('http://a.example', { HTTP_PROXY: 'http://ada:100%@p' });
    assert.equal(odd?.authorization, `Basic ${btoa('ada:100%')}`);
    assert.equal(used('http://a.example', BOTH)?.authorization, undefined);
  });

  for (const [text, variable, url] of [
    ['socks5://ada:secret@proxy:1080', 'HTTP_PROXY', 'http://a.example'],
    ['http://', 'http_proxy', 'http://a.example'],
    ['http://ada:secret@:bad:port', 'HTTPS_PROXY', 'https://a.example'],
  ] as const) {
    it(`cannot be ${text}, which matters only to a target that needs it`, () => {
      const proxies = readProxies({ [variable]: text });
      const problem = `${variable} is not the URL of an HTTP proxy: write http://host:port`;
      assert.deepEqual(proxyFor(new URL(url), proxies), { problem });
      assert.deepEqual(proxyFor(new URL('http://127.0.0.1:4100'), proxies), { value: undefined });
    });
  }
});
