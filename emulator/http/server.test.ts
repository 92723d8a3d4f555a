import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { slowness } from '../../test/slowness.ts';
import { basic, KEYS, startOpen } from '../testing.ts';

async function start(test: TestContext) {
  const emulator = await startOpen({ ...KEYS, port: 0 });
  test.after(() => emulator.close());
  return emulator;
}

/** Writes bytes to a new connection and returns everything received until it closes. */
async function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return received;
}

describe('a running emulator', () => {
  it('closes connections beyond its limit, and serves the others', async (test) => {
    const emulator = await startOpen({ ...KEYS, port: 0, limits: { connections: 2 } });
    test.after(() => emulator.close());
    const { hostname, port } = new URL(emulator.url);
    const sockets = Array.from({ length: 2 }, () => connect(Number(port), hostname));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const third = connect(Number(port), hostname).on('error', () => {});
    await once(third, 'close');
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.map((socket) => once(socket, 'close')));
    assert.equal((await fetch(`${emulator.controlUrl}/live`)).status, 200);
  });

  it('has the addresses of all its parts', async (test) => {
    const emulator = await start(test);
    assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(emulator.baseUrl, {
      method: 'POST',
      headers: { authorization: basic(emulator.apiKey) },
      body: '{"type":"identify","userId":"u1"}',
    });
    assert.equal(answer.status, 200);
    const records = await fetch(`${emulator.recordsUrl}/users?userId=u1`, {
      headers: { authorization: basic(emulator.apiKey) },
    });
    assert.deepEqual(await records.json(), { users: [{ userId: 'u1', properties: {}, accountIds: [] }] });
  });

  it('closes at once despite idle connections, can be closed twice, and frees its port', async (test) => {
    const emulator = await start(test);
    const agent = new Agent({ keepAlive: true });
    const [answer] = await once(get(`${emulator.url}/_emulator/live`, { agent }), 'response');
    answer.resume();
    await once(answer, 'end');
    const started = performance.now();
    await Promise.all([emulator.close(), emulator.close()]);
    assert.ok(performance.now() - started < 900 * slowness(), 'did not wait for the grace period');
    const again = await startOpen({ port: Number(new URL(emulator.url).port) });
    await again.close();
    agent.destroy();
  });

  it('forwards to another destination, and its own traces show what happened there', async (test) => {
    const other = await start(test);
    const emulator = await startOpen({ port: 0, forwardTo: other.baseUrl, forwardApiKey: other.apiKey });
    test.after(() => emulator.close());
    const answer = await fetch(`${emulator.ingressUrl}/v1/identify`, {
      method: 'POST',
      body: JSON.stringify({ userId: 'u1', messageId: 'm1', writeKey: emulator.writeKey }),
    });
    assert.equal(answer.status, 200);
    await emulator.core.clock.idle();
    const { traces } = (await (await fetch(`${emulator.controlUrl}/traces?messageId=m1`)).json()) as {
      traces: { outcome: string; deliveries: { attempts: { status: number; rules: string[] }[] }[] }[];
    };
    const attempt = traces[0]?.deliveries[0]?.attempts[0];
    assert.deepEqual(
      [traces[0]?.outcome, attempt?.status, attempt?.rules],
      ['delivered', 200, ['AST-IDENT-001']],
    );
    assert.equal(other.core.destination.counts().allowing?.users, 1);
  });

  it('closes within two seconds while a destination hangs, and traces show what it did not deliver', async (test) => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    test.after(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const { port } = silent.address() as AddressInfo;
    const emulator = await startOpen({
      port: 0,
      forwardTo: `http://127.0.0.1:${port}/`,
      forwardApiKey: 'k',
      timeout: 60_000,
      concurrency: 1,
    });
    await fetch(`${emulator.ingressUrl}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify({
        batch: [1, 2].map((n) => ({ type: 'identify', userId: 'u', messageId: `m${n}` })),
        writeKey: emulator.writeKey,
      }),
    });
    const started = performance.now();
    await emulator.close();
    assert.ok(performance.now() - started < 2_000 * slowness());
    const { traces } = emulator.core.traces.read({ limit: 10 });
    assert.deepEqual(
      traces.map(({ outcome }) => outcome),
      ['errors.awaiting-retry.ECONNABORTED', 'queued'],
    );
  });

  it('lets the process end if it is told to, whatever connections are open', async () => {
    const door = new URL('../index.ts', import.meta.url).href;
    const script = `import { startEmulator } from '${door}';
      const emulator = await startEmulator({ port: 0 });
      if (process.argv.includes('unref')) emulator.unref();
      await (await fetch(emulator.controlUrl + '/live')).text();
      console.log('used');`;
    const start = (...words: readonly string[]) => {
      const loader = [
        '--import',
        import.meta.resolve('tsx'),
        '--input-type=module',
        '--eval',
        script,
        ...words,
      ];
      return spawn(process.execPath, loader, { stdio: ['ignore', 'pipe', 'inherit'] });
    };
    const [code] = await once(start('unref'), 'close');
    assert.equal(code, 0);
    const held = start();
    await once(held.stdout, 'data');
    assert.equal(held.exitCode, null);
    held.kill();
    const [, signal] = await once(held, 'close');
    assert.equal(signal, 'SIGTERM');
  });

  it('rejects if the port is in use', async (test) => {
    const { url } = await start(test);
    await assert.rejects(startOpen({ port: Number(new URL(url).port) }), { code: 'EADDRINUSE' });
  });

  it('answers a request that is not HTTP', async (test) => {
    const { url } = await start(test);
    assert.match(await raw(url, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 .*"code":"request-malformed"/s);
    assert.match(
      await raw(url, `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
      /^HTTP\/1\.1 400 /,
    );
  });

  it('survives a client that disconnects in the middle of a body', async (test) => {
    const { url, core, baseUrl } = await start(test);
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const head = `POST /astrolabe HTTP/1.1\r\nhost: a\r\nauthorization: ${basic(KEYS.apiKey)}\r\ncontent-length: 99\r\n\r\n{`;
    socket.write(head);
    await once(socket, 'connect');
    socket.destroy();
    const { status } = await fetch(baseUrl, { method: 'POST' });
    assert.equal(status, 401);
    assert.deepEqual(core.journal.tally().statuses, { 401: 1 });
  });
});

describe('a move of the clock by a century', () => {
  it('leaves the emulator responsive, and ends when the emulator closes', async (test) => {
    const emulator = await startOpen({ ...KEYS, port: 0, clock: 'frozen' });
    test.after(() => emulator.close());
    for (let index = 0; index < 1_000; index += 1) {
      const key = `audience_${index}`;
      emulator.core.engage.create(
        { kind: 'audience', name: key, key, level: 'user', as: [], rule: undefined },
        [],
      );
    }
    const before = emulator.core.clock.now();
    let isOver = false;
    const moved = fetch(`${emulator.controlUrl}/clock/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ms: 100 * 365 * 24 * 60 * 60 * 1_000 }),
    }).finally(() => {
      isOver = true;
    });
    while (emulator.core.clock.now() === before) await new Promise(setImmediate);
    for (let count = 0; count < 20; count += 1) {
      assert.equal((await fetch(`${emulator.controlUrl}/live`)).status, 200);
    }
    assert.equal(isOver, false, 'the move takes much longer');
    await emulator.close();
    const response = await moved;
    const { now, count } = (await response.json()) as { now: string; count: number };
    assert.equal(response.status, 200);
    assert.ok(count > 0 && Date.parse(now) < before + 100 * 365 * 24 * 60 * 60 * 1_000, now);
  });
});
