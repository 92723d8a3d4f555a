/** Headers of a person's own: sent with every request, and their values never written. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { runCucumber } from '../cucumber-js.ts';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../shell.ts';
import { startForwardProxy } from './forward-proxy.ts';
import { type Front, startFront } from './front.ts';

const LONG = 'bypass-Secret-0123456789';
const SHORT = 's3';
const CALL =
  '{"type":"identify","userId":"conformance-r-ada","traits":{},"messageId":"m","timestamp":"2026-01-01T00:00:00Z"}\n';

describe('--header', () => {
  let emulator: Emulator;
  let front: Front;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
    front = await startFront({
      origin: emulator.url,
      intercept({ headers }, response) {
        if (headers['x-bypass'] === LONG && headers['x-short'] === SHORT) return false;
        response.writeHead(401, { 'content-type': 'text/html' }).end('<html>Authentication Required</html>');
        return true;
      },
    });
  });
  after(async () => {
    await front.close();
    await emulator.close();
  });

  const verify = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runCommand(
      [
        ...['verify', '--base-url', `${front.origin}/astrolabe`, '--records-url', `${front.origin}/records`],
        ...['--last-look', '0', '--clauses', 'AST-IDENT-001', '--report', 'ledger', ...words],
      ],
      { ASTROLABE_API_KEY: emulator.apiKey, ...env },
    );

  for (const [where, words, env] of [
    ['on the command line', ['--header', `x-bypass: ${LONG}`, '--header', `X-Short:${SHORT}`], {}],
    ['in the environment', [], { ASTROLABE_HEADER: `x-bypass: ${LONG}, x-short: ${SHORT}` }],
  ] as const) {
    it(`reaches the target and the Records API if it is ${where}, and no report has its value`, async () => {
      const { exitCode, out, err, cwd } = await verify(words, env);
      assert.equal(exitCode, 0, out + err);
      const folder = join(cwd, 'reports/output');
      const reports = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      for (const text of [...reports, out, err]) assert.equal(text.includes(LONG), false);
      const record = readFileSync(join(folder, 'conformance.json'), 'utf8');
      assert.match(record, /"x-bypass": ?"«header-x-bypass»"/);
      assert.match(record, /"x-short": ?"«header-x-short»"/);
    });
  }

  it('comes from the configuration file, with its value in a variable', async () => {
    const file = join(makeFolder('header'), 'astrolabe.config.json');
    writeFileSync(file, JSON.stringify({ header: ['$BYPASS', `x-short: ${SHORT}`] }));
    const { exitCode } = await verify(['--config', file], { BYPASS: `x-bypass: ${LONG}` });
    assert.equal(exitCode, 0);
  });

  it('goes with plain cucumber, as do proxies', async () => {
    const proxy = await startForwardProxy({ hosts: { '127.0.0.1': Number(new URL(front.origin).port) } });
    try {
      const baseUrl = `${front.origin}/astrolabe`;
      const env = {
        ASTROLABE_HEADER: `x-bypass: ${LONG}, x-short: ${SHORT}`,
        HTTP_PROXY: proxy.url,
        NO_PROXY: '<-loopback>',
      };
      const words = ['--tags', '@AST-HTTP-001'];
      const { exitCode, out } = await runCucumber(words, { baseUrl, apiKey: emulator.apiKey }, env);
      assert.equal(exitCode, 0, out);
      assert.ok(proxy.asked.includes(`POST ${baseUrl}`));
      assert.equal(out.includes(LONG), false);
    } finally {
      await proxy.close();
    }
  });

  it('goes with send and forget', async () => {
    const folder = makeFolder('header-send');
    writeFileSync(join(folder, 'calls.ndjson'), CALL);
    writeFileSync(
      join(folder, 'ledger.ndjson'),
      '{"field":"userId","id":"conformance-r-ada","example":"controls","accepted":true}\n',
    );
    const target = ['--base-url', `${front.origin}/astrolabe`, '--header', `x-bypass: ${LONG}`];
    const env = { ASTROLABE_API_KEY: emulator.apiKey };
    const words = [...target, '--header', `x-short: ${SHORT}`];
    const sent = await runCommand(['send', join(folder, 'calls.ndjson'), ...words], env);
    assert.equal(sent.exitCode, 0, sent.out);
    const ledger = ['--ledger', join(folder, 'ledger.ndjson')];
    const forgot = await runCommand(['forget', ...ledger, ...words], env);
    assert.match(forgot.out, /^1 of 1 users: 501 ×1/);
  });

  it('is not mistaken for a key that a response repeats', async () => {
    const echoing = await startFront({
      origin: emulator.url,
      encode: (body) => ({ body, headers: { 'x-echo': LONG } }),
    });
    try {
      const words = ['--clauses', 'AST-AUTH-008', '--header', `x-bypass: ${LONG}`];
      const { exitCode } = await runCommand(
        ['verify', '--base-url', `${echoing.origin}/astrolabe`, ...words],
        { ASTROLABE_API_KEY: emulator.apiKey },
      );
      assert.equal(exitCode, 0);
    } finally {
      await echoing.close();
    }
  });

  for (const [what, header, sentence] of [
    ['no colon', LONG, /--header number 1 has no colon: write NAME:VALUE/],
    ['no name', `: ${LONG}`, /--header "" is not a header name/],
    ['a name with a space', `x bypass: ${LONG}`, /--header "x bypass" is not a header name/],
    ['no value', 'x-bypass:', /"x-bypass" has no value/],
    ['a line end', `x-bypass: a\r\nx-other: ${LONG}`, /"x-bypass" has a line end in its value/],
    ['a control character', `x-bypass: a\u0000${LONG}`, /"x-bypass" has a character in its value/],
    ['a character beyond ASCII', `x-bypass: ä${LONG}`, /"x-bypass" has a character in its value/],
    ['the key', `Authorization: Bearer ${LONG}`, /"authorization" cannot be set/],
    ['a header of Segment', 'user-agent: mine', /"user-agent" cannot be set/],
    ['a header of HTTP', 'Content-Length: 3', /"content-length" cannot be set/],
  ] as const) {
    it(`with ${what} is refused, without its value`, async () => {
      const { exitCode, err } = await verify(['--header', header]);
      assert.equal(exitCode, 2);
      assert.match(err, sentence);
      assert.equal(err.includes(LONG), false);
    });
  }

  it('given twice is refused', async () => {
    const { exitCode, err } = await verify(['--header', 'x-a: 1', '--header', 'X-A: 2']);
    assert.equal(exitCode, 2);
    assert.match(err, /"x-a" is given twice/);
  });
});
