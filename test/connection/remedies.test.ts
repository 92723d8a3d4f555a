/** Messages that name what to do: where a redirect leads, and how to wait for records that are stored late. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../shell.ts';
import { startFront } from './front.ts';

describe('what a message names', () => {
  let emulator: Emulator;
  let env: Readonly<Record<string, string>>;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
    env = { ASTROLABE_API_KEY: emulator.apiKey };
  });
  after(() => emulator.close());

  const redirecting = (location: string) =>
    startFront({
      origin: emulator.url,
      intercept({ headers }, response) {
        const back = encodeURIComponent(headers.authorization ?? '');
        response.writeHead(307, { location: `${location}?next=${back}#top` }).end('moved');
        return true;
      },
    });

  it('is the Location of a redirect, without its query, for verify and for send', async () => {
    const front = await redirecting('https://ada:pass-word@hooks.example/v2/segment');
    const calls = join(makeFolder('redirect'), 'calls.ndjson');
    writeFileSync(calls, '{"type":"identify","userId":"ada","messageId":"m-1"}\n');
    try {
      const graded = await runCommand(['verify', '--json', '--base-url', `${front.origin}/hook`], env);
      assert.equal(graded.exitCode, 4);
      assert.equal(
        graded.record().run.findings?.unusable,
        'the target answered 307, a redirect to "https://hooks.example/v2/segment", to a minimal identify with the API key: Segment follows none, so pass the final URL as --base-url',
      );
      const sent = await runCommand(['send', calls, '--base-url', `${front.origin}/hook`], env);
      assert.equal(sent.exitCode, 1);
      assert.match(
        sent.out,
        /first 307: line 1: a redirect to "https:\/\/hooks\.example\/v2\/segment", which is not/,
      );
    } finally {
      await front.close();
    }
  });

  it('is the Location of a Records API that redirects', async () => {
    const front = await redirecting('/login');
    try {
      const words = ['--base-url', emulator.baseUrl, '--records-url', `${front.origin}/records`];
      const { exitCode, record } = await runCommand(
        ['verify', '--json', ...words, '--clauses', 'AST-IDENT-001'],
        env,
      );
      assert.equal(exitCode, 3);
      assert.match(
        record().run.findings?.evidenceFault ?? '',
        /answered 307 instead of 200, a redirect to "\/login": pass the final URL as --records-url$/,
      );
    } finally {
      await front.close();
    }
  });

  it('is --settle if nothing becomes visible', async () => {
    const front = await startFront({
      origin: emulator.url,
      intercept({ url = '' }, response) {
        const [, collection = ''] = /^\/records\/(\w+)/.exec(url) ?? [];
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ [collection]: [] }));
        return true;
      },
    });
    try {
      const words = [
        '--records-url',
        `${front.origin}/records`,
        '--settle',
        '50ms',
        '--clauses',
        'AST-IDENT-001',
      ];
      const { exitCode, out } = await runCommand(['verify', '--base-url', emulator.baseUrl, ...words], env);
      assert.equal(exitCode, 1);
      assert.match(out, /if the\s+destination\s+stores\s+later,\s+pass\s+a\s+longer\s+--settle/);
    } finally {
      await front.close();
    }
  });
});
