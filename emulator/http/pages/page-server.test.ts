/** The server of pages: what it answers, and whom it refuses. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { type PageServer, startPageServer } from './page-server.ts';

const FILES = new Map([
  ['index.html', '<html><head></head><body>one</body></html>'],
  ['schemas/call.schema.json', '{}'],
  ['assets/site.css', 'p{}'],
]);

interface Answered {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

describe('the server of pages', () => {
  let server: PageServer;
  before(async () => {
    server = await startPageServer(FILES, 0);
  });
  after(() => server.close());

  const ask = (path: string, { method = 'GET', host }: { method?: string; host?: string } = {}) =>
    new Promise<Answered>((resolve, reject) => {
      const headers = host === undefined ? {} : { host };
      request(new URL(path, server.url), { method, headers }, async (response) => {
        const { statusCode: status, headers: answered } = response;
        resolve({ status, type: answered['content-type'], body: await text(response) });
      })
        .on('error', reject)
        .end();
    });

  it('has each file with its type, and a script that waits for changes in each page', async () => {
    const page = await ask('/');
    assert.equal(page.type, 'text/html; charset=utf-8');
    assert.match(page.body, /<script src="\/-\/live\.js" defer><\/script>\n<\/head>/);
    assert.match((await ask('/-/live.js')).body, /EventSource/);
    assert.match((await ask('/schemas/call.schema.json?x=1')).type ?? '', /^application\/json/);
    assert.deepEqual(await ask('/assets/site.css'), {
      status: 200,
      type: 'text/css; charset=utf-8',
      body: 'p{}',
    });
  });

  it('says what is not there, and is read only', async () => {
    assert.deepEqual(
      await Promise.all(
        [ask('/gone.html'), ask('/..%2fetc/passwd'), ask('/%ff'), ask('/', { method: 'POST' })].map(
          async (answered) => (await answered).status,
        ),
      ),
      [404, 404, 400, 405],
    );
  });

  it('refuses the name of a foreign site, which could lead here', async () => {
    assert.equal((await ask('/', { host: 'rebound.example' })).status, 403);
    assert.equal((await ask('/', { host: 'localhost:1' })).status, 200);
  });

  it('tells listeners when the files change', async () => {
    const response = await fetch(new URL('/-/live', server.url));
    const reader = response.body?.getReader();
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    await reader?.read();
    server.replace(new Map([['index.html', '<head></head>two']]));
    assert.match(new TextDecoder().decode((await reader?.read())?.value), /^data: changed\n\n$/);
    assert.match((await ask('/index.html')).body, /two/);
    assert.equal((await ask('/assets/site.css')).status, 404);
    await reader?.cancel();
  });

  it('listens on this machine only', () => assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/$/));
});
