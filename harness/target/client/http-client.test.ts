import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createHttpClient, type HttpClient } from './http-client.ts';

const get = (port: number) => ({ method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {} }) as const;

async function withClient<T>(
  timeoutMs: number,
  use: (client: HttpClient) => Promise<T>,
  connections = 64,
): Promise<T> {
  const client = createHttpClient({ timeoutMs, connections, now: () => performance.now() });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

async function withServer<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the HTTP client', () => {
  it('reads status, headers in lower case, and body', async () => {
    const server = createServer((_, response) => response.writeHead(202, { 'X-One': '1' }).end('ok'));
    const response = await withServer(server, (port) => withClient(1000, (client) => client.send(get(port))));
    assert.ok('status' in response);
    assert.deepEqual([response.status, response.headers['x-one'], response.body], [202, '1', 'ok']);
  });

  it('takes a switch of protocols for an answer, and does not wait for more', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Odd\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      );
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const response = await withClient(5000, (client) => client.send(get(port)));
    server.close();
    assert.ok('status' in response);
    assert.deepEqual([response.status, response.headers.upgrade, response.body], [101, 'x', '']);
  });

  it('counts the bytes of a body, and keeps few connections once one was large', async () => {
    let bytes = 0;
    let connections = 0;
    const server = createServer((_, response) => response.end('x'.repeat(300 * 1024)));
    server.on('connection', () => {
      connections += 1;
    });
    const client = createHttpClient({
      timeoutMs: 60_000,
      connections: 64,
      now: () => performance.now(),
      onBytes: (more) => {
        bytes += more;
      },
    });
    await withServer(server, async (port) => {
      await client.send(get(port));
      assert.equal(bytes, 300 * 1024);
      let open = 0;
      let most = 0;
      server.on('connection', (socket) => {
        open += 1;
        most = Math.max(most, open);
        socket.on('close', () => {
          open -= 1;
        });
      });
      await Promise.all(Array.from({ length: 40 }, () => client.send(get(port))));
      assert.ok(most <= 16, `${most} connections at once`);
    });
    await client.close();
    assert.ok(connections >= 8);
  });

  it('sends a body in pieces that are cut inside a character, with the length of the whole', async () => {
    const chunks: string[] = [];
    let length: string | undefined;
    const server = createServer(async (request, response) => {
      length = request.headers['content-length'];
      for await (const chunk of request) chunks.push(chunk.toString('latin1'));
      response.end();
    });
    const body = '{"city":"Z\u00fcrich","note":"\u{1f3af}"}';
    await withServer(server, (port) =>
      withClient(1000, (client) => client.send({ ...get(port), method: 'POST', body, inPieces: true })),
    );
    assert.equal(Buffer.from(chunks.join(''), 'latin1').toString(), body);
    assert.equal(length, String(Buffer.byteLength(body)));
    assert.equal(chunks.length, 3);
    assert.ok(chunks[0]?.endsWith('\u00c3'), 'the first piece ends inside a character');
  });

  it('sends a body without such a character in one piece', async () => {
    let body = '';
    const server = createServer(async (request, response) => {
      for await (const chunk of request) body += chunk;
      response.end();
    });
    await withServer(server, (port) =>
      withClient(1000, (client) => client.send({ ...get(port), method: 'POST', body: '{}', inPieces: true })),
    );
    assert.equal(body, '{}');
  });

  it('says for how long a kept connection was idle that its server closed', async () => {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      if (requests === 1) response.end('first');
      else request.socket.resetAndDestroy();
    });
    const [kept, fresh] = await withServer(server, (port) =>
      withClient(1000, async (client) => {
        await client.send(get(port));
        return [await client.send(get(port)), await client.send(get(port), { fresh: true })];
      }),
    );
    assert.ok(kept !== undefined && 'failure' in kept && kept.code === 'ECONNRESET');
    assert.ok((kept.idleMs ?? -1) >= 0);
    assert.ok(fresh !== undefined && 'failure' in fresh);
    assert.equal(fresh.idleMs, undefined);
  });

  it('says so of a connection that a request waited for, from when the response before it began', async () => {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      if (requests > 1) return request.socket.resetAndDestroy();
      response.write('begun');
      setTimeout(() => response.end('ended'), 100);
    });
    const [first, second] = await withServer(server, (port) =>
      withClient(5000, (client) => Promise.all([client.send(get(port)), client.send(get(port))]), 1),
    );
    assert.ok(first !== undefined && 'status' in first);
    assert.ok(second !== undefined && 'failure' in second && second.code === 'ECONNRESET');
    assert.ok((second.idleMs ?? -1) >= 90, `${second.idleMs} ms`);
  });

  it('reports a response that does not end in time as a timeout, not as a closed connection', async () => {
    const server = createServer((_, response) => void response.write('begun'));
    const response = await withServer(server, (port) => withClient(100, (client) => client.send(get(port))));
    assert.ok('failure' in response);
    assert.equal(response.failure, 'no complete response within 100 ms');
  });

  it('reports a header that HTTP does not allow', async () => {
    const response = await withClient(1000, (client) =>
      client.send({ ...get(1), headers: { authorization: 'Basic a\nb' } }),
    );
    assert.ok('failure' in response);
    assert.match(response.failure, /the request failed: .*authorization/);
  });

  it('says how many requests were under way if a server with a short backlog accepts no more', async () => {
    const server = new Worker(
      `const { parentPort } = require('node:worker_threads');
      const server = require('node:net').createServer();
      server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
        parentPort.postMessage(server.address().port);
        setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
      });`,
      { eval: true },
    );
    const port = await new Promise<number>((resolve) => server.once('message', resolve));
    const responses = await withClient(300, (client) =>
      Promise.all(Array.from({ length: 20 }, () => client.send(get(port)))),
    );
    await server.terminate();
    const unconnected = responses.filter(
      (response) => 'failure' in response && response.underWay !== undefined,
    );
    assert.ok(unconnected.length >= 10, `${unconnected.length} of 20`);
  });
});
