/** The emulator over https: with a certificate of its own, and with given files. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { Agent, request } from 'undici';
import { InvalidOptions, startEmulator } from '../emulator/index.ts';
import { basic, KEYS } from '../emulator/testing.ts';
import { makeFolder } from './folder.ts';
import { startProgram } from './program.ts';
import { runCommand } from './shell.ts';

const noOpenssl = spawnSync('openssl', ['version']).error === undefined ? false : 'there is no openssl here';

/** Requests over connections that trust a certificate. */
function trusting(ca: string) {
  const dispatcher = new Agent({ connect: { ca } });
  const ask = async (url: string, options: Parameters<typeof request>[1] = {}) => {
    const { statusCode, body } = await request(url, { ...options, dispatcher });
    const text = await body.text();
    return { statusCode, body: JSON.parse(text) };
  };
  return { ask, close: () => dispatcher.close() };
}

describe('emulate over https', { skip: noOpenssl }, () => {
  it('makes a certificate at the start, says where it is, and removes it at the end', async () => {
    const program = startProgram(['emulate', '--port', '0', '--tls', '--json']);
    const addresses = (await program.firstLine()) as unknown as Record<string, string>;
    const {
      ingressUrl = '',
      controlUrl = '',
      recordsUrl = '',
      writeKey = '',
      apiKey = '',
      tlsCert = '',
    } = addresses;
    assert.match(ingressUrl, /^https:\/\/127\.0\.0\.1:\d+$/);
    const { ask, close } = trusting(readFileSync(tlsCert, 'utf8'));
    try {
      assert.deepEqual(readdirSync(dirname(tlsCert)), ['cert.pem'], 'the key is not left in a file');
      assert.equal(statSync(dirname(tlsCert)).mode & 0o077, 0);
      const headers = { authorization: basic(writeKey), 'content-type': 'application/json' };
      const body = JSON.stringify({ userId: 'u', traits: {} });
      const sent = await ask(`${ingressUrl}/v1/identify`, { method: 'POST', headers, body });
      assert.deepEqual(sent, { statusCode: 200, body: { success: true } });
      const read = await ask(`${recordsUrl}/users?userId=u`, { headers: { authorization: basic(apiKey) } });
      assert.equal(read.body.users.length, 1);
      const byName = ingressUrl.replace('127.0.0.1', 'localhost');
      const settings = await ask(`${byName}/v1/projects/${writeKey}/settings`);
      assert.equal(settings.body.integrations['Segment.io'].protocol, 'https');
      const { host } = new URL(controlUrl);
      for (const [origin, status] of [
        [`https://${host}`, 200],
        [`http://${host}`, 403],
        ['https://evil.example', 403],
      ] as const) {
        const reset = {
          method: 'POST',
          headers: { origin, 'content-type': 'application/json' },
          body: '{}',
        } as const;
        assert.equal((await ask(`${controlUrl}/reset`, reset)).statusCode, status, origin);
      }
      await assert.rejects(request(`${controlUrl}/live`), /self-signed|unable to verify/);
    } finally {
      await close();
      assert.equal((await program.stop('SIGTERM')).code, 0);
    }
    assert.equal(existsSync(dirname(tlsCert)), false);
  });

  it('serves given files, and refuses those of two certificates', async () => {
    const folder = makeFolder('tls');
    const [first, second] = ['one', 'other'].map((name) => {
      const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
      const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
      const config = join(folder, 'openssl.cnf');
      writeFileSync(
        config,
        '[req]\ndistinguished_name = n\nx509_extensions = e\n[n]\n[e]\nsubjectAltName = DNS:localhost\n',
      );
      const { status } = spawnSync('openssl', [...words, '-config', config, '-keyout', key, '-out', cert]);
      assert.equal(status, 0);
      return { key, cert };
    }) as [{ key: string; cert: string }, { key: string; cert: string }];
    const program = startProgram([
      'emulate',
      '--port',
      '0',
      '--json',
      '--tls-cert',
      first.cert,
      '--tls-key',
      first.key,
    ]);
    const addresses = (await program.firstLine()) as unknown as Record<string, string>;
    const { ask, close } = trusting(readFileSync(first.cert, 'utf8'));
    const url = String(addresses.controlUrl).replace('127.0.0.1', 'localhost');
    assert.equal((await ask(`${url}/live`)).statusCode, 200);
    assert.equal(addresses.tlsCert, undefined);
    await close();
    assert.equal((await program.stop('SIGTERM')).code, 0);

    const tls = { cert: readFileSync(first.cert, 'utf8'), key: readFileSync(second.key, 'utf8') };
    await assert.rejects(
      startEmulator({ ...KEYS, port: 0, tls }),
      (error: Error) => error instanceof InvalidOptions && /TLS certificate and its key/.test(error.message),
    );
  });
});

describe('emulate --tls-cert and --tls-key', () => {
  const missing = join(makeFolder('tls'), 'missing.pem');
  for (const [what, words, expected] of [
    ['one of two', ['--tls-cert', missing], /--tls-cert and --tls-key go together/],
    ['the other of two', ['--tls-key', missing], /--tls-cert and --tls-key go together/],
    [
      'a missing file',
      ['--tls-cert', missing, '--tls-key', missing],
      /missing\.pem cannot be read \(ENOENT\)/,
    ],
    ['both ways', ['--tls', '--tls-cert', missing, '--tls-key', missing], /--tls makes a certificate/],
    [
      'files that are not PEM',
      ['--tls-cert', import.meta.filename, '--tls-key', import.meta.filename],
      /cannot be used \(ERR_OSSL/,
    ],
  ] as const) {
    it(`are refused with ${what}, in a sentence`, async () => {
      const { exitCode, err } = await runCommand(['emulate', '--port', '0', ...words]);
      assert.equal(exitCode, 2);
      assert.match(err, expected);
    });
  }
});
