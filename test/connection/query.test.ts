/** URLs with a query of their own, as function hosts require it: it is kept, and its values are secrets. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../shell.ts';
import { type Front, startFront } from './front.ts';

const CODE = 'Function/Host+Key==';

describe('a URL with a query of its own', () => {
  let emulator: Emulator;
  let front: Front;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
    front = await startFront({
      origin: emulator.url,
      intercept({ url = '' }, response) {
        if (new URL(url, 'http://x').searchParams.get('code') === CODE) return false;
        response.writeHead(403, { 'content-type': 'application/json' }).end('{}');
        return true;
      },
      rewrite(url) {
        const { pathname, searchParams } = new URL(url, 'http://x');
        searchParams.delete('code');
        return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
      },
    });
  });
  after(async () => {
    await front.close();
    await emulator.close();
  });

  for (const code of [encodeURIComponent(CODE), CODE.replaceAll('+', '%2b')]) {
    for (const slash of ['', '/']) {
      const query = `?code=${code}`;
      it(`is asked as /records/users${query}&userId=… with "${slash}" before the query, and the key is hidden`, async () => {
        const before = front.seen.length;
        const { exitCode, out, err, cwd } = await runCommand(
          [
            ...['verify', '--base-url', `${front.origin}/astrolabe${query}`],
            ...['--records-url', `${front.origin}/records${slash}${query}`],
            ...['--last-look', '0', '--clauses', 'AST-IDENT-001', '--report', 'ledger'],
          ],
          { ASTROLABE_API_KEY: emulator.apiKey },
        );
        assert.equal(exitCode, 0, out + err);
        const urls = front.seen.slice(before).map(({ url = '' }) => url);
        assert.ok(urls.includes(`/astrolabe${query}`));
        assert.ok(urls.some((url) => url.startsWith(`/records/users${query}&userId=`)));
        const folder = join(cwd, 'reports/output');
        for (const name of readdirSync(folder)) {
          const text = readFileSync(join(folder, name), 'utf8');
          for (const form of [CODE, code]) assert.equal(text.includes(form), false, name);
        }
        assert.equal(out.includes(code) || out.includes(CODE), false);
      });
    }
  }

  it('is kept by send, to a destination and to an ingress, and its state file hides the key', async () => {
    const file = join(makeFolder('query'), 'calls.ndjson');
    writeFileSync(file, '{"type":"identify","userId":"ada","traits":{},"messageId":"m-1"}\n');
    const query = `?code=${encodeURIComponent(CODE)}`;
    const env = { ASTROLABE_API_KEY: emulator.apiKey, ASTROLABE_WRITE_KEY: emulator.writeKey };
    for (const [option, path, url] of [
      ['--base-url', '/astrolabe', `/astrolabe${query}`],
      ['--ingress-url', '', `/v1/identify${query}`],
      ['--ingress-url', '/v1/', `/v1/identify${query}`],
    ] as const) {
      const before = front.seen.length;
      const { exitCode, out } = await runCommand(
        ['send', file, option, `${front.origin}${path}${query}`],
        env,
      );
      assert.equal(exitCode, 0, out);
      assert.deepEqual(
        front.seen.slice(before).map((request) => request.url),
        [url],
      );
    }
    const gone = ['--base-url', `http://127.0.0.1:9/${query}`, '--state', `${file}.state`];
    await runCommand(['send', file, ...gone], env);
    assert.ok(existsSync(`${file}.state`));
    assert.equal(readFileSync(`${file}.state`, 'utf8').includes(encodeURIComponent(CODE)), false);
  });

  it('is not in the sentence about a Records API that refuses it', async () => {
    const { exitCode, out } = await runCommand(
      [
        ...['verify', '--base-url', emulator.baseUrl, '--clauses', 'AST-IDENT-001'],
        ...['--records-url', `${front.origin}/records?code=wrong-Function-Key`],
      ],
      { ASTROLABE_API_KEY: emulator.apiKey },
    );
    assert.equal(exitCode, 3);
    assert.match(
      out,
      /the Records API at http:\/\/127\.0\.0\.1:\d+\/records\/\w+ answered 403 instead of 200/,
    );
    assert.equal(out.includes('wrong-Function-Key'), false);
  });
});
