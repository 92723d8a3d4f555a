import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { request } from 'undici';
import { basic, startOpen } from '../../testing.ts';
import { jsonPieces } from './json-pieces.ts';

const apiKey = 'ak-records';

/** Every event has the same properties, so that the events take no memory. */
async function withEvents(count: number, length: number) {
  const emulator = await startOpen({ port: 0, apiKey });
  const properties = { text: 'x'.repeat(length) };
  for (let number = 1; number <= count; number += 1) {
    const record = { userId: 'ada', event: 'Tried', messageId: `m-${number}`, properties };
    emulator.core.destination.restore('allowing', { kind: 'event', record, receivedAt: 1, number });
  }
  const ask = () =>
    request(`${emulator.recordsUrl}/events?userId=ada`, { headers: { authorization: basic(apiKey) } });
  return { emulator, ask };
}

describe('an answer of the Records API', () => {
  it('is one piece with its length if it is short', async () => {
    const { emulator, ask } = await withEvents(100, 1_000);
    const { headers, body } = await ask();
    const text = await body.text();
    await emulator.close();
    assert.equal(headers['content-length'], String(Buffer.byteLength(text)));
    assert.equal(JSON.parse(text).events.length, 100);
  });

  it('comes in pieces if it is long, and is the same JSON', async () => {
    const { emulator, ask } = await withEvents(300, 10_000);
    const { headers, body } = await ask();
    const { events } = (await body.json()) as { events: { messageId: string; properties: object }[] };
    await emulator.close();
    assert.equal(headers['transfer-encoding'], 'chunked');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.deepEqual([events.length, events.at(-1)?.messageId], [300, 'm-300']);
  });

  it('may be longer than the longest text, and others are answered meanwhile', async () => {
    const { emulator, ask } = await withEvents(1_800, 300_000);
    const { statusCode, body } = await ask();
    assert.equal(statusCode, 200);
    let size = 0;
    let last = '';
    let probes = 0;
    for await (const chunk of body) {
      size += chunk.length;
      last = chunk.subarray(-5).toString();
      if (size > (probes + 1) * 100_000_000) {
        const { statusCode: live, body: rest } = await request(`${emulator.controlUrl}/live`);
        await rest.dump();
        assert.equal(live, 200);
        probes += 1;
      }
    }
    await emulator.close();
    assert.ok(size > 512 * 1024 * 1024, `${size} bytes`);
    assert.ok(last.endsWith('}}]}'), last);
    assert.ok(probes >= 5);
  });

  it('ends with the connection', async () => {
    const { emulator, ask } = await withEvents(1_000, 100_000);
    const { body } = await ask();
    body.destroy();
    await new Promise((resolve) => body.once('close', resolve));
    assert.equal((await ask()).statusCode, 200);
    await emulator.close();
  });
});

describe('pieces of JSON', () => {
  for (const value of [
    { users: [] },
    { users: [{ userId: 'a', anonymousId: undefined, properties: {}, accountIds: [] }] },
    { users: [{ properties: JSON.parse('{"__proto__": {"x": [1, null, {"y": "é\\ud800"}]}, "": -0}') }] },
    { events: [[undefined, null, [], {}, 1.5, 'x\n']] },
    { a: { b: { c: { d: { e: { f: { g: [1] } } } } } } },
    { users: [{ properties: { many: Array.from({ length: 50_000 }, (_, index) => index) } }] },
  ]) {
    it(`are together what JSON.stringify renders: ${JSON.stringify(value).slice(0, 40)}`, () => {
      const pieces = [...jsonPieces(value)];
      assert.equal(pieces.join(''), JSON.stringify(value));
      assert.ok(pieces.every((piece) => piece.length < 128 * 1024));
    });
  }
});
