import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../index.ts';
import { MOST_READERS } from '../live/index.ts';
import { basic, KEYS } from '../testing.ts';

const running: Emulator[] = [];
afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.close())));

/** An emulator with a port, and functions that read its live view as a page does. */
async function bench() {
  const emulator = await startEmulator({ ...KEYS, port: 0 });
  running.push(emulator);
  const write = (path: string, body: object) =>
    fetch(`${emulator.controlUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const open = async (world = '', headers: Record<string, string> = {}) => {
    const controller = new AbortController();
    const { signal } = controller;
    const answer = await fetch(`${emulator.controlUrl}${world}/events`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal,
    });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    /** Reads until an event of a kind has come, and returns its `id` and its `data`. */
    const next = async (kind: string): Promise<{ id: string; data: Record<string, unknown> }> => {
      for (;;) {
        const found = new RegExp(`id: (.*)\\nevent: ${kind}\\ndata: (.*)\\n\\n`).exec(text);
        if (found !== null) {
          text = text.slice(found.index + found[0].length);
          return { id: String(found[1]), data: JSON.parse(String(found[2])) };
        }
        const piece = await reader?.read();
        assert.equal(piece?.done, false, `the stream ended before ${kind}; it had ${text}`);
        text += piece?.value ?? '';
      }
    };
    return { answer, next, read: () => reader?.read(), leave: () => controller.abort() };
  };
  const send = (writeKey: string, messageId: string) =>
    fetch(`${emulator.ingressUrl}/v1/track`, {
      method: 'POST',
      headers: { authorization: basic(writeKey) },
      body: JSON.stringify({ userId: 'ada', event: 'Seen', messageId }),
    });
  return { emulator, open, send, write };
}

describe('the live view over HTTP', () => {
  it('streams what happens to calls, and the state when it changes', async () => {
    const { open, send, write } = await bench();
    const { answer, next } = await open();
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    await next('state');
    await send(KEYS.writeKey, 'm1');
    const { data } = await next('calls');
    assert.deepEqual(
      (data.calls as { messageId: string; result: string }[]).map((call) => [call.messageId, call.result]),
      [['m1', 'accepted']],
    );
    await next('state');
    await write('/connectors', { name: 'EU team' });
    const { connectors } = (await next('state')).data as unknown as { connectors: { name: string }[] };
    assert.equal(connectors.at(-1)?.name, 'EU team');
  });

  it('goes on behind the event that a reader had last', async () => {
    const { open, send } = await bench();
    const first = await open();
    const { id } = await first.next('state');
    first.leave();
    await send(KEYS.writeKey, 'm1');
    const second = await open('', { 'last-event-id': id });
    const { data } = await second.next('calls');
    assert.deepEqual(
      (data.calls as { position: number }[]).map(({ position }) => position),
      [0],
    );
  });

  it('shows a world what is its own, and ends with it', async () => {
    const { emulator, open, send, write } = await bench();
    const { world } = (await (await write('/worlds', {})).json()) as {
      world: { id: string; writeKey: string };
    };
    const { next, read } = await open(`/worlds/${world.id}`);
    const { data } = await next('state');
    assert.equal((data.world as { id: string }).id, world.id);
    await send(KEYS.writeKey, 'of another');
    await send(world.writeKey, 'm1');
    assert.equal(((await next('calls')).data.calls as { messageId: string }[])[0]?.messageId, 'm1');
    await fetch(`${emulator.controlUrl}/worlds/${world.id}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
    });
    let piece = await read();
    while (piece?.done === false) piece = await read();
    assert.equal(piece?.done, true);
  });

  it('keeps no place for readers that go before they are answered', async () => {
    const { emulator, open } = await bench();
    const { port } = new URL(emulator.url);
    const request = 'GET /_emulator/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n';
    for (let left = MOST_READERS + 1; left > 0; left -= 1) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(request, () => socket.destroy());
      await once(socket, 'close');
    }
    const { answer } = await open();
    assert.equal(answer.status, 200);
  });

  it('has no key in it', async () => {
    const { open, send } = await bench();
    const { next } = await open();
    await send(KEYS.writeKey, 'm1');
    const seen = [await next('state'), await next('calls')];
    for (const key of Object.values(KEYS)) assert.ok(!JSON.stringify(seen).includes(key));
  });

  it('leaves the list of events to everybody else', async () => {
    const { emulator } = await bench();
    for (const accept of ['*/*', 'application/json', 'text/html']) {
      const answer = await fetch(`${emulator.controlUrl}/events`, { headers: { accept } });
      assert.deepEqual(await answer.json(), { events: [], total: 0 }, accept);
    }
  });
});
