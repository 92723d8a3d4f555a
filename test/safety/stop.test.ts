/** The built `emulate`, as a process that is stopped in the middle of its work. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createListener } from 'node:net';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { basic } from '../../emulator/testing.ts';
import { eventually } from '../eventually.ts';
import { type Ended, type Printed, type Running, startProgram } from '../program.ts';
import { slowness } from '../slowness.ts';
import { openRaw } from './raw-socket.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const STOPS_WITHIN_MS = 2_000;

interface Emulating extends Running {
  readonly addresses: Printed;
}

/** How it ended, and after how many milliseconds. */
interface Stopped extends Ended {
  readonly ms: number;
}

async function start(test: TestContext, ...words: readonly string[]): Promise<Emulating> {
  // In its own process group, so that the test can find and end a process that it leaves behind.
  const running = startProgram(['emulate', '--port', '0', '--json', ...words], { detached: true });
  test.after(() => running.child.kill('SIGKILL'));
  return { ...running, addresses: await running.firstLine() };
}

/** Everything that was printed after the line with the addresses. */
function printedSince({ out, err }: Running): string {
  return err() + out().slice(out().indexOf('\n') + 1);
}

async function stop({ child, ended }: Running, ...signals: readonly NodeJS.Signals[]): Promise<Stopped> {
  const begun = performance.now();
  for (const signal of signals) {
    child.kill(signal);
    // A signal that is still pending would hide the next one.
    await sleep(30);
  }
  return { ...(await ended), ms: performance.now() - begun };
}

/** Its port is free again, and no process of its group is left. */
async function assertGone({ child, addresses }: Emulating): Promise<void> {
  const again = createListener().listen(Number(new URL(addresses.url).port), '127.0.0.1');
  await once(again, 'listening');
  again.close();
  assert.throws(() => process.kill(-(child.pid ?? 0), 0), { code: 'ESRCH' });
}

function assertGood({ code, ms }: Stopped): void {
  assert.equal(code, 0);
  assert.ok(ms < STOPS_WITHIN_MS * slowness(), `it took ${ms} ms`);
}

describe('emulate, when stopped', { concurrency: 2 }, () => {
  /** Holds every call until a test responds to it. */
  let destination: Server;
  const held = new Map<string, ServerResponse>();
  before(async () => {
    destination = createServer((request, response) => held.set(request.url ?? '', response));
    destination.listen(0, '127.0.0.1');
    await once(destination, 'listening');
  });
  after(() => {
    destination.close();
    destination.closeAllConnections();
  });

  /** An emulator with one delivery to a destination that does not respond yet. */
  async function startDelivering(test: TestContext, name: string) {
    const { port } = destination.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/${name}`;
    const running = await start(test, '--forward-api-key', 'k', '--forward-to', address);
    const { ingressUrl, writeKey } = running.addresses;
    const answer = await fetch(`${ingressUrl}/v1/track`, {
      method: 'POST',
      headers: { authorization: basic(writeKey) },
      body: '{"userId":"u","event":"e"}',
    });
    assert.equal(answer.status, 200);
    const [response] = await eventually(async () => [...held].filter(([url]) => url === `/${name}`));
    return { running, response: response?.[1] ?? assert.fail() };
  }

  for (const signal of SIGNALS) {
    it(`accepts a call whose body was still arriving at ${signal}`, async (test) => {
      const running = await start(test);
      const { url, apiKey } = running.addresses;
      const body = '{"type":"identify","userId":"u"}';
      const head = `POST /astrolabe HTTP/1.1\r\nhost: a\r\nauthorization: ${basic(apiKey)}\r\ncontent-length: ${body.length}\r\n\r\n`;
      const raw = await openRaw(url, { head: head + body.slice(0, 9) });
      await sleep(100);
      const stopped = stop(running, signal);
      await sleep(300);
      raw.socket.write(body.slice(9));
      assertGood(await stopped);
      await raw.ended;
      assert.match(raw.received(), /^HTTP\/1\.1 200 .*\{"success":true\}$/s);
      await assertGone(running);
    });

    it(`does not wait for a call that never ends at ${signal}`, async (test) => {
      const running = await start(test);
      const head = 'POST /astrolabe HTTP/1.1\r\nhost: a\r\ncontent-length: 99\r\n\r\n{';
      const raw = await openRaw(running.addresses.url, { head, drip: { bytes: ' ', everyMs: 100 } });
      await sleep(100);
      assertGood(await stop(running, signal));
      await raw.ended;
      assert.doesNotMatch(raw.received(), /^HTTP\/1\.1 2/);
      assert.equal(printedSince(running), '');
      await assertGone(running);
    });

    it(`lets a running delivery finish at ${signal}`, async (test) => {
      const { running, response } = await startDelivering(test, `answers-${signal}`);
      const stopped = stop(running, signal);
      await sleep(400);
      assert.equal(response.destroyed, false, 'it was not aborted');
      response.end('{}');
      const ended = await stopped;
      assertGood(ended);
      assert.ok(ended.ms >= 400, 'it waited for the response');
      await assertGone(running);
    });

    it(`aborts a delivery that gets no response at ${signal}`, async (test) => {
      const { running, response } = await startDelivering(test, `hangs-${signal}`);
      const closed = once(response, 'close');
      assertGood(await stop(running, signal));
      await closed;
      assert.match(
        printedSince(running),
        /^1 delivery was still waiting and is lost; --data-dir would keep it\.$/m,
      );
      await assertGone(running);
    });

    it(`ends in the same way if ${signal} arrives twice`, async (test) => {
      const { running, response } = await startDelivering(test, `twice-${signal}`);
      const stopped = stop(running, signal, signal);
      await sleep(300);
      response.end('{}');
      assertGood(await stopped);
      assert.equal(printedSince(running), '');
      await assertGone(running);
    });
  }

  it('hears a signal while the clock moves by a century', async (test) => {
    const running = await start(test, '--clock', 'frozen');
    const post = (path: string, body: object) =>
      fetch(`${running.addresses.controlUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (let index = 0; index < 100; index += 1) await post('/audiences', { name: `Audience ${index}` });
    const moved = post('/clock/advance', { ms: 100 * 365 * 24 * 60 * 60 * 1_000 });
    await sleep(300);
    assertGood(await stop(running, 'SIGTERM'));
    assert.equal((await moved).status, 200);
    await assertGone(running);
  });

  it('ends without an error if both signals arrive', async (test) => {
    const { running } = await startDelivering(test, 'both');
    assertGood(await stop(running, 'SIGINT', 'SIGTERM'));
    await assertGone(running);
  });
});
