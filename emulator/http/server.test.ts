import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { startEmulator } from '../index.ts';
import { basic, KEYS } from '../testing.ts';

async function start(test: TestContext) {
  const emulator = await startEmulator({ ...KEYS, port: 0 });
  test.after(() => emulator.close());
  return emulator;
}

/** Writes bytes to a fresh connection and answers what comes back until it ends. */
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
  it('tells where everything is', async (test) => {
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

  it('closes at once despite idle connections, more than once, and frees its port', async (test) => {
    const emulator = await start(test);
    const agent = new Agent({ keepAlive: true });
    const [answer] = await once(get(`${emulator.url}/_emulator/live`, { agent }), 'response');
    answer.resume();
    await once(answer, 'end');
    const started = performance.now();
    await Promise.all([emulator.close(), emulator.close()]);
    assert.ok(performance.now() - started < 900, 'did not wait for the grace period');
    const again = await startEmulator({ port: Number(new URL(emulator.url).port) });
    await again.close();
    agent.destroy();
  });

  it('rejects where the port is taken', async (test) => {
    const { url } = await start(test);
    await assert.rejects(startEmulator({ port: Number(new URL(url).port) }), { code: 'EADDRINUSE' });
  });

  it('answers what is no HTTP', async (test) => {
    const { url } = await start(test);
    assert.match(await raw(url, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 .*"code":"request-malformed"/s);
    assert.match(
      await raw(url, `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
      /^HTTP\/1\.1 400 /,
    );
  });

  it('survives a client that leaves in the middle of a body', async (test) => {
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
