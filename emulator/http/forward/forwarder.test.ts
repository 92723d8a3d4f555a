import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import type { Outbound } from '../../segment/delivery/transport.ts';
import { basic } from '../../testing.ts';
import { createForwarder } from './forwarder.ts';

const API_KEY = 'ak-forward';

/** Starts a server on a free port; it is closed with all its connections after the test. */
async function serve(test: TestContext, server: ReturnType<typeof createTcpServer>): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
}

function http(test: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  return serve(test, createServer(answer));
}

/** A server that answers the first data with these bytes, and then calls `after`. */
function tcp(test: TestContext, bytes: string, after: (socket: Socket) => void = () => {}) {
  return serve(
    test,
    createTcpServer((socket) => {
      socket.once('data', () => socket.write(bytes, () => after(socket)));
    }),
  );
}

/** Forwards one call; the timeout is short only in tests that wait for it. */
async function forwardTo(test: TestContext, url: string, timeout = 5_000, parts: Partial<Outbound> = {}) {
  const forwarder = createForwarder({
    timeout,
    concurrency: 2,
    ambient: { stopwatch: () => performance.now() },
  });
  test.after(() => forwarder.close());
  const { ms, ...result } = await forwarder.forward({
    url,
    headers: { authorization: basic(API_KEY), 'content-type': 'application/json' },
    call: { type: 'identify', userId: 'ü' },
    apiKey: API_KEY,
    ...parts,
  });
  assert.ok(ms >= 0);
  return result;
}

describe('the forwarder', () => {
  it('sends the call unchanged', async (test) => {
    const seen: unknown[] = [];
    const url = await http(test, async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      seen.push([request.method, request.url, request.headers.authorization, JSON.parse(body)]);
      response.writeHead(202, { 'x-astrolabe-rules': 'A-1, A-2' }).end('stored');
    });
    const result = await forwardTo(test, `${url}?a=b`);
    assert.deepEqual(seen, [['POST', '/in?a=b', basic(API_KEY), { type: 'identify', userId: 'ü' }]]);
    assert.equal(result.status, 202);
    assert.deepEqual(result.rules, ['A-1', 'A-2']);
  });

  it('keeps the message of an error, without the key', async (test) => {
    const message = `no ${API_KEY}, not even as ${basic(API_KEY)}${'!'.repeat(500)}`;
    const url = await http(test, (_, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end(JSON.stringify({ message }));
    });
    const result = await forwardTo(test, url);
    assert.deepEqual([result.status, result.retryAfter], [429, 7]);
    assert.match(result.message ?? '', /^no «api-key», not even as Basic «api-key»!/);
    assert.ok((result.message ?? '').length <= 300);
  });

  it('does not redact a key of a single letter', async (test) => {
    const url = await http(test, (_, response) => response.writeHead(400).end('{"message":"a bad call"}'));
    assert.equal((await forwardTo(test, url, 5_000, { apiKey: 'a' })).message, 'a bad call');
  });

  it('does not follow redirects', async (test) => {
    let visits = 0;
    const elsewhere = await http(test, (_, response) => {
      visits += 1;
      response.end();
    });
    const url = await http(test, (_, response) => response.writeHead(307, { location: elsewhere }).end());
    assert.equal((await forwardTo(test, url)).status, 307);
    assert.equal(visits, 0);
  });

  it('reports a refused connection', async (test) => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    assert.deepEqual(await forwardTo(test, `http://127.0.0.1:${port}/`), { error: 'ECONNREFUSED' });
  });

  it('reports an unknown host', async (test) => {
    const { error } = await forwardTo(test, 'http://nowhere.invalid/');
    assert.match(error ?? '', /^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it('gives up on an endpoint that does not answer', async (test) => {
    assert.deepEqual(await forwardTo(test, await tcp(test, ''), 50), { error: 'ETIMEDOUT' });
  });

  it('gives up on a response that never ends', async (test) => {
    const url = await tcp(test, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n');
    assert.deepEqual(await forwardTo(test, url, 50), { error: 'ETIMEDOUT' });
  });

  for (const [name, bytes] of Object.entries({
    'before a response': '',
    'within its head': 'HTTP/1.1 200 OK\r\ncontent-le',
    'within its body': 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"succ',
  })) {
    it(`notices an endpoint that closes ${name}`, async (test) => {
      const url = await tcp(test, bytes, (socket) => socket.end());
      const { status, error } = await forwardTo(test, url);
      assert.equal(status, undefined);
      assert.match(error ?? '', /^(ECONNRESET|EPROTO)$/);
    });
  }

  for (const [name, bytes] of Object.entries({
    'a response that is not HTTP': 'SSH-2.0-OpenSSH_9.6\r\n',
    'a broken head': 'HTTP/1.1 two hundred\r\n\r\n',
    'a bad chunk': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  })) {
    it(`reports ${name} as an error`, async (test) => {
      const { status, error } = await forwardTo(test, await tcp(test, bytes));
      assert.equal(status, undefined);
      assert.equal(error, 'EPROTO');
    });
  }

  it('uses the status of a response whose body is garbage', async (test) => {
    const url = await http(test, (_, response) => response.writeHead(400).end(Buffer.alloc(100, 0xff)));
    assert.equal((await forwardTo(test, url)).status, 400);
  });

  it('uses the status of a response of 10 MB and reads little of it', async (test) => {
    let accepted = 0;
    const url = await http(test, (_, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024);
      const more = () => {
        while (accepted < 10 * 1024 * 1024) {
          accepted += chunk.length;
          if (!response.write(chunk)) return response.once('drain', more);
        }
        return response.end();
      };
      more();
    });
    assert.equal((await forwardTo(test, url)).status, 200);
    assert.ok(accepted < 10 * 1024 * 1024, String(accepted));
  });

  it('rejects a call that cannot be written', async (test) => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    assert.deepEqual(await forwardTo(test, 'http://127.0.0.1:9/', 50, { call: circular }), {
      error: 'MESSAGE_REJECTED',
    });
  });

  it('closes in a second while an endpoint hangs, and reports the result of the request', async (test) => {
    const url = await tcp(test, '');
    const forwarder = createForwarder({ timeout: 60_000, concurrency: 1, ambient: { stopwatch: () => 0 } });
    const result = forwarder.forward({ url, headers: {}, call: {}, apiKey: API_KEY });
    // The library is loaded with the first request, so closing waits until there is one.
    await forwarder.close();
    assert.match((await result).error ?? '', /^(ECONNABORTED|ECONNRESET)$/);
    assert.match(
      (await forwarder.forward({ url, headers: {}, call: {}, apiKey: API_KEY })).error ?? '',
      /^ECONNABORTED$/,
    );
  });
});
