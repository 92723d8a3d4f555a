/** Runs through a proxy, to an HTTP target whose name only the proxy knows. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../shell.ts';
import { type ForwardProxy, type ForwardProxyOptions, startForwardProxy } from './forward-proxy.ts';

const HOST = 'destination.field.test';
const folder = makeFolder('proxy');
const CALLS = join(folder, 'calls.ndjson');
writeFileSync(CALLS, '{"type":"identify","userId":"ada","traits":{},"messageId":"m-1"}\n');

describe('HTTP_PROXY', () => {
  let emulator: Emulator;
  let port: number;
  before(async () => {
    emulator = await startEmulator({ port: 0, allowedHosts: [HOST] });
    port = Number(new URL(emulator.url).port);
  });
  after(() => emulator.close());

  async function withProxy<T>(
    options: Omit<ForwardProxyOptions, 'hosts'>,
    use: (proxy: ForwardProxy) => Promise<T>,
  ): Promise<T> {
    const proxy = await startForwardProxy({ hosts: { [HOST]: port }, ...options });
    try {
      return await use(proxy);
    } finally {
      await proxy.close();
    }
  }

  const verify = (env: Readonly<Record<string, string>>, ...words: readonly string[]) =>
    runCommand(
      [
        ...['verify', '--yes', '--rate', '500', '--last-look', '0', '--base-url', `http://${HOST}/astrolabe`],
        ...['--clauses', 'AST-IDENT-001', ...words],
      ],
      { ASTROLABE_API_KEY: emulator.apiKey, ...env },
    );

  const records = ['--records-url', `http://${HOST}/records`];

  for (const [variable, credentials] of [
    ['HTTP_PROXY', undefined],
    ['http_proxy', 'ada:proxy-Pass/word'],
  ] as const) {
    it(`is used by verify as ${variable}${credentials ? ' with a password, which is never written' : ''}`, async () => {
      await withProxy(credentials === undefined ? {} : { credentials }, async ({ asked, port: at }) => {
        const user = credentials === undefined ? '' : `${credentials.replace('/', '%2F')}@`;
        const ran = await verify({ [variable]: `http://${user}127.0.0.1:${at}` }, ...records);
        assert.equal(ran.exitCode, 0, ran.out + ran.err);
        assert.ok(asked.includes(`POST http://${HOST}/astrolabe`));
        assert.ok(asked.some((line) => line.startsWith(`GET http://${HOST}/records/users?userId=`)));
        const record = readFileSync(join(ran.cwd, 'reports/output/conformance.json'), 'utf8');
        for (const text of [ran.out, ran.err, record]) assert.equal(/proxy-Pass/.test(text), false);
      });
    });
  }

  it('is used by send and forget', async () => {
    await withProxy({}, async ({ url, asked }) => {
      const env = { HTTP_PROXY: url, ASTROLABE_API_KEY: emulator.apiKey };
      const target = ['--yes', '--base-url', `http://${HOST}/astrolabe`];
      assert.equal((await runCommand(['send', CALLS, ...target], env)).out, '1 call: 200 ×1\n');
      const ledger = join(folder, 'ledger.ndjson');
      writeFileSync(ledger, '{"field":"userId","id":"conformance-r-a","example":"x","accepted":true}\n');
      await runCommand(['forget', '--ledger', ledger, ...target], env);
      assert.deepEqual(asked, [`POST http://${HOST}/astrolabe`, `POST http://${HOST}/astrolabe`]);
    });
  });

  it('is used by drift and for a control plane on another machine', async () => {
    await withProxy({}, async ({ url, asked }) => {
      const env = { HTTP_PROXY: url };
      const drifted = await runCommand(['drift', `http://${HOST}/records/users?userId=a`], env);
      assert.equal(drifted.exitCode, 4);
      assert.match(drifted.err, /answered 401/);
      const control = `http://${HOST}/_emulator`;
      const listed = await runCommand(['audience', 'list', '--control-url', control], env);
      assert.equal(listed.exitCode, 0, listed.err);
      assert.deepEqual(
        [...new Set(asked.map((line) => line.replace(/(_emulator).*/, '$1')))],
        [`GET http://${HOST}/records/users?userId=a`, `GET ${control}`],
      );
      const away = await runCommand(
        ['audience', 'list', '--control-url', 'http://x.field.test/_emulator'],
        env,
      );
      assert.equal(away.exitCode, 2);
      assert.match(
        away.err,
        /is not a control plane through the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTP_PROXY\)/,
      );
    });
  });

  it('is not used for what NO_PROXY names, for loopback, or for the embedded emulator', async () => {
    await withProxy({}, async ({ url, asked }) => {
      const direct = await verify({ HTTP_PROXY: url, NO_PROXY: 'field.test' });
      assert.equal(direct.exitCode, 4);
      assert.match(direct.out, /the host name cannot be resolved/);
      assert.doesNotMatch(direct.out, /proxy/i);
      const env = { HTTP_PROXY: url, ASTROLABE_API_KEY: emulator.apiKey };
      const sent = await runCommand(['send', CALLS, '--base-url', emulator.baseUrl], env);
      assert.equal(sent.exitCode, 0);
      const embedded = await runCommand(['verify', '--clauses', 'AST-IDENT-001'], {
        HTTP_PROXY: url,
        NO_PROXY: '<-loopback>',
      });
      assert.equal(embedded.exitCode, 0, embedded.out);
      assert.deepEqual(asked, []);
    });
  });

  it('is used for loopback if NO_PROXY says so', async () => {
    const proxy = await startForwardProxy({ hosts: { '127.0.0.1': port } });
    try {
      const env = { HTTP_PROXY: proxy.url, NO_PROXY: '<-loopback>', ASTROLABE_API_KEY: emulator.apiKey };
      const sent = await runCommand(['send', CALLS, '--base-url', emulator.baseUrl], env);
      assert.equal(sent.exitCode, 0, sent.out);
      assert.deepEqual(proxy.asked, [`POST ${emulator.baseUrl}`]);
    } finally {
      await proxy.close();
    }
  });

  for (const [what, options, user, sentence] of [
    [
      'requires a password',
      { credentials: 'ada:pass' },
      '',
      /requires a user name and a password \(407\): set HTTP_PROXY to/,
    ],
    [
      'refuses the password',
      { credentials: 'ada:pass' },
      'ada:wrong-Password@',
      /refused the user name and password in HTTP_PROXY \(407\)/,
    ],
    [
      'cannot reach the host',
      { trouble: () => 502 },
      '',
      /answered 502 for destination\.field\.test: it cannot reach that host/,
    ],
    ['gets no answer from the host', { trouble: () => 504 }, '', /answered 504 for destination\.field\.test/],
  ] as const) {
    it(`that ${what} is a network that is broken, and no clause is blamed`, async () => {
      await withProxy(options, async ({ port: at }) => {
        const ran = await verify({ HTTP_PROXY: `http://${user}127.0.0.1:${at}` }, '--json');
        assert.equal(ran.exitCode, 4);
        const { findings } = ran.record().run;
        assert.match(
          findings?.unusable ?? '',
          /^the target cannot be reached: the proxy http:\/\/127\.0\.0\.1:\d+/,
        );
        assert.match(findings?.unusable ?? '', sentence);
        assert.deepEqual([...new Set(ran.record().clauses.map(({ verdict }) => verdict))], ['blocked']);
        assert.equal(ran.out.includes('wrong-Password'), false);
      });
    });
  }

  it('that does not listen is named', async () => {
    const ran = await verify({ HTTP_PROXY: 'http://127.0.0.1:9' });
    assert.equal(ran.exitCode, 4);
    assert.match(
      ran.out,
      /the proxy http:\/\/127\.0\.0\.1:9 \(HTTP_PROXY\) cannot be\s+reached: connection refused/,
    );
  });

  it('that fails after the controls ends the run without a verdict on the destination', async () => {
    let served = 0;
    await withProxy({ trouble: () => (++served > 3 ? 502 : undefined) }, async ({ url }) => {
      const ran = await verify({ HTTP_PROXY: url }, '--clauses', 'AST-HTTP-*', '--json');
      const { clauses, run } = ran.record();
      assert.equal(ran.exitCode, 3, ran.out);
      assert.match(run.findings?.gone ?? '', /stopped responding/);
      assert.deepEqual(
        clauses.filter(({ verdict }) => ['fail', 'warn'].includes(verdict)),
        [],
      );
    });
  });

  it('that is not a URL is refused, if the target needs it', async () => {
    const ran = await verify({ HTTP_PROXY: 'socks5://ada:secret@proxy:1080' });
    assert.equal(ran.exitCode, 2);
    assert.equal(ran.err, 'HTTP_PROXY is not the URL of an HTTP proxy: write http://host:port\n');
  });
});
