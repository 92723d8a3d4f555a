/** Targets with a private authority, with and without certificates of the client, directly and through a proxy. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { createHttpClient } from '../../harness/target/index.ts';
import { readProxies } from '../../proxies/index.ts';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../shell.ts';
import { startForwardProxy } from './forward-proxy.ts';
import { frontListener } from './front.ts';

const HOST = 'destination.field.test';
const pem = (name: string) => join(import.meta.dirname, 'certificates', `${name}.pem`);
const read = (name: string) => readFileSync(pem(name), 'utf8');
const CA = ['--ca', pem('authority')];
const CLIENT = ['--client-cert', pem('client'), '--client-key', pem('client.test-key')];

const folder = makeFolder('tls');
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('a target with TLS', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0, allowedHosts: [HOST] });
  });
  after(() => emulator.close());

  async function withTarget<T>(options: ServerOptions, use: (port: number) => Promise<T>): Promise<T> {
    const identity = { cert: read('server'), key: read('server.test-key') };
    const server = createServer({ ...identity, ...options }, frontListener({ origin: emulator.url }));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      return await use((server.address() as AddressInfo).port);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const verify = (origin: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runCommand(
      [
        ...['verify', '--yes', '--rate', '500', '--last-look', '0', '--base-url', `${origin}/astrolabe`],
        ...['--records-url', `${origin}/records`, '--clauses', 'AST-IDENT-001', ...words],
      ],
      { ASTROLABE_API_KEY: emulator.apiKey, ...env },
    );

  it('is graded if --ca names its authority, wherever the option comes from', async () => {
    await withTarget({}, async (port) => {
      const origin = `https://127.0.0.1:${port}`;
      const several = file(
        'several.pem',
        `${read('other-authority')}\n# the right one\n${read('authority')}`,
      );
      const config = file('astrolabe.config.json', JSON.stringify({ ca: 'several.pem' }));
      for (const [words, env] of [
        [CA, {}],
        [['--ca', several], {}],
        [[], { ASTROLABE_CA: pem('authority') }],
        [['--config', config], {}],
      ] as const) {
        const { exitCode, out, err } = await verify(origin, words, env);
        assert.equal(exitCode, 0, out + err);
      }
      const shouted = await verify(origin.replace('https', 'HTTPS'), CA);
      assert.equal(shouted.exitCode, 0, shouted.out);
    });
  });

  it('names --ca if its authority is unknown', async () => {
    await withTarget({}, async (port) => {
      for (const words of [[], ['--ca', pem('other-authority')]]) {
        const ran = await verify(`https://127.0.0.1:${port}`, [...words, '--json']);
        assert.equal(ran.exitCode, 4);
        const { unusable = '' } = ran.record().run.findings ?? {};
        assert.match(unusable, /the TLS certificate is not trusted: .* pass its certificate as --ca FILE/);
      }
    });
  });

  it('that requires a certificate of the client is graded with one, by verify and by send', async () => {
    const options = { requestCert: true, ca: read('authority') };
    await withTarget(options, async (port) => {
      const origin = `https://127.0.0.1:${port}`;
      const bundle = file('client-bundle.pem', `${read('client.test-key')}${read('client')}`);
      for (const words of [CLIENT, ['--client-cert', bundle]]) {
        const { exitCode, out, err } = await verify(origin, [...CA, ...words]);
        assert.equal(exitCode, 0, out + err);
      }
      const calls = file('calls.ndjson', '{"type":"identify","userId":"ada","messageId":"m-1"}\n');
      const target = ['--base-url', `${origin}/astrolabe`];
      const sent = await runCommand(['send', calls, ...target, ...CA, ...CLIENT], {
        ASTROLABE_API_KEY: emulator.apiKey,
      });
      assert.equal(sent.out, '1 call: 200 ×1\n');
      assert.equal((await verify(origin, CA)).exitCode, 4);
    });
  });

  it('is reached through a tunnel, whose refusal is the fault of the proxy', async () => {
    await withTarget({}, async (port) => {
      let trouble: number | undefined;
      const proxy = await startForwardProxy({ hosts: { [HOST]: port }, trouble: () => trouble });
      const env = { HTTPS_PROXY: proxy.url };
      try {
        const graded = await verify(`https://${HOST}`, CA, env);
        assert.equal(graded.exitCode, 0, graded.out + graded.err);
        assert.deepEqual([...new Set(proxy.asked)], [`CONNECT ${HOST}:443`]);
        const kept = await verify(`https://${HOST}`, [...CA, '--concurrency', '1'], env);
        assert.equal(kept.exitCode, 0);

        const untrusted = await verify(`https://${HOST}`, ['--json'], env);
        const { unusable = '' } = untrusted.record().run.findings ?? {};
        assert.match(unusable, /--ca FILE .*, through the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\)/);
        for (const [status, sentence] of [
          [502, /the proxy \S+ \(HTTPS_PROXY\) answered 502 to CONNECT destination\.field\.test:443/],
          [407, /the proxy \S+ requires a user name and a password \(407\): set HTTPS_PROXY/],
        ] as const) {
          trouble = status;
          const ran = await verify(`https://${HOST}`, [...CA, '--json'], env);
          assert.equal(ran.exitCode, 4);
          assert.match(ran.record().run.findings?.unusable ?? '', sentence);
          assert.ok(ran.record().clauses.every(({ verdict }) => verdict === 'blocked'));
        }
      } finally {
        await proxy.close();
      }
    });
  });

  it('has no more tunnels than it may have connections', async () => {
    await withTarget({}, async (port) => {
      const proxy = await startForwardProxy({ hosts: { [HOST]: port } });
      const connection = {
        proxies: readProxies({ HTTPS_PROXY: proxy.url }),
        tls: { ca: [read('authority')], cert: undefined, key: undefined },
      };
      const client = createHttpClient({ timeoutMs: 10_000, connections: 1, now: () => 0, connection });
      try {
        const request = {
          method: 'GET',
          url: `https://${HOST}/records/users?userId=a`,
          headers: {},
        } as const;
        const responses = await Promise.all(Array.from({ length: 5 }, () => client.send(request)));
        assert.deepEqual(
          responses.map((response) => 'status' in response && response.status),
          [401, 401, 401, 401, 401],
        );
        assert.deepEqual(proxy.asked, [`CONNECT ${HOST}:443`]);
      } finally {
        await client.close();
        await proxy.close();
      }
    });
  });

  for (const [what, words, sentence] of [
    [
      'an authority that is not there',
      ['--ca', '/nowhere/ca.pem'],
      /^--ca \/nowhere\/ca\.pem cannot be read: ENOENT/,
    ],
    ['an authority that is a key', ['--ca', pem('client.test-key')], /^--ca .* has a key and no certificate/],
    ['an authority in another form', ['--ca', file('text.pem', 'hello')], /has no certificate in PEM form/],
    [
      'an authority that is broken',
      ['--ca', file('broken.pem', `${read('authority')}\n${read('client').replace('MII', 'MIX')}`)],
      /: certificate 2 of 2 in it cannot be read/,
    ],
    [
      'a key without a certificate',
      ['--client-key', pem('client.test-key')],
      /--client-key needs --client-cert/,
    ],
    ['a certificate without a key', ['--client-cert', pem('client')], /has no private key .* --client-key/],
    [
      'a key of another certificate',
      ['--client-cert', pem('client'), '--client-key', pem('server.test-key')],
      /server\.test-key\.pem: the key does not belong to the certificate in .*client\.pem/,
    ],
    [
      'an encrypted key',
      ['--client-cert', pem('client'), '--client-key', pem('client-encrypted.test-key')],
      /the key is encrypted; pass one without a passphrase/,
    ],
    [
      'a broken key',
      [
        '--client-cert',
        pem('client'),
        '--client-key',
        file('k.pem', read('client.test-key').replace('MI', 'XX')),
      ],
      /the private key in it cannot be read/,
    ],
  ] as const) {
    it(`is not called with ${what}`, async () => {
      const { exitCode, err } = await verify('https://127.0.0.1:9', words);
      assert.equal(exitCode, 2);
      assert.match(err, sentence);
    });
  }
});
