/** Snapshots over HTTP: taken, listed, downloaded, restored and removed, in the default world and in others. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { basic, KEYS, type OpenEmulator, startOpen } from '../testing.ts';

let emulator: OpenEmulator;

before(async () => {
  emulator = await startOpen({
    port: 0,
    ...KEYS,
    clock: 'frozen',
    limits: { snapshots: 2, snapshotBytes: 9_000 },
  });
});
after(() => emulator.close());

async function ask(method: string, path: string, body?: unknown, base = emulator.controlUrl) {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

async function identify(userId: string, apiKey = KEYS.apiKey, traits: object = {}): Promise<void> {
  const response = await fetch(emulator.baseUrl, {
    method: 'POST',
    headers: { authorization: basic(apiKey), 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'identify', userId, traits }),
  });
  assert.equal(response.status, 200);
}

describe('snapshots', () => {
  it('are taken, listed, restored and removed', async () => {
    await identify('ada');
    const taken = await ask('POST', '/snapshots/one');
    assert.equal(taken.status, 201);
    const { bytes, at, ...counts } = taken.body.snapshot as unknown as Record<string, unknown>;
    const none = { accounts: 0, events: 0, deliveries: 0, audiences: 0 };
    assert.deepEqual(counts, { name: 'one', users: 1, ...none });
    assert.equal(at, new Date(emulator.core.clock.now()).toISOString());
    const download = await fetch(`${emulator.controlUrl}/snapshots/one`);
    assert.match(download.headers.get('content-type') ?? '', /^application\/json/);
    const text = await download.text();
    assert.equal(Buffer.byteLength(text.trimEnd()), bytes);
    assert.equal(JSON.parse(text).format, 'astrolabe-snapshot');

    await identify('bob');
    await emulator.advance('2h');
    assert.deepEqual((await ask('GET', '/snapshots')).body, { snapshots: [taken.body.snapshot] });
    const restored = await ask('POST', '/snapshots/one/restore');
    assert.equal(restored.status, 200);
    assert.deepEqual(restored.body, {
      snapshot: taken.body.snapshot,
      clock: { mode: 'frozen', now: at },
      notes: [],
      connectors: [],
    });
    assert.deepEqual(
      emulator.records.users().map(({ userId }) => userId),
      ['ada'],
    );
    assert.deepEqual(emulator.traces(), []);
    await emulator.reset();
    assert.equal((await ask('POST', '/snapshots/one/restore')).status, 200);
    assert.equal(emulator.records.users().length, 1);
    assert.deepEqual((await ask('DELETE', '/snapshots/one')).body, { snapshot: taken.body.snapshot });
    assert.deepEqual((await ask('GET', '/snapshots')).body, { snapshots: [] });
  });

  it('belong to a world, as everything does', async () => {
    const opened = await ask('POST', '/worlds', {});
    const { controlUrl, apiKey } = opened.body.world as unknown as Record<string, string>;
    await identify('eve', apiKey);
    assert.equal((await ask('POST', '/snapshots/mine', undefined, controlUrl)).status, 201);
    assert.equal((await ask('GET', '/snapshots/mine')).status, 404);
    const added = await ask('POST', '/connectors', { name: 'added' }, controlUrl);
    assert.equal(added.status, 201);
    await ask('POST', '/snapshots/added', undefined, controlUrl);
    await ask('DELETE', '/connectors/added', undefined, controlUrl);
    const restored = await ask('POST', '/snapshots/added/restore', undefined, controlUrl);
    const [connector] = restored.body.connectors as unknown as { name: string; apiKey: string }[];
    assert.equal(connector?.name, 'added');
    await identify('mallory', connector?.apiKey);
    await ask('POST', '/snapshots/mine/restore', undefined, controlUrl);
    assert.deepEqual(Object.keys((await ask('GET', '/state', undefined, controlUrl)).body.records ?? {}), [
      'allowing',
      'blocking',
      'restricted',
    ]);
  });

  it('are refused with a sentence, and nothing changes', async () => {
    const refused = async (method: string, path: string, status: number, code: string) => {
      const answer = await ask(method, path);
      assert.deepEqual([answer.status, answer.body.code], [status, code], path);
      assert.match(String(answer.body.message), /^[A-Z].+: .+\.$/);
    };
    for (const [method, path] of [
      ['GET', '/snapshots/none'],
      ['DELETE', '/snapshots/none'],
      ['POST', '/snapshots/none/restore'],
    ] as const) {
      await refused(method, path, 404, 'snapshot-unknown');
    }
    for (const name of ['%20', '.hidden', 'a%2Fb', 'x'.repeat(101), '%00']) {
      await refused('POST', `/snapshots/${name}`, 400, 'snapshot-name-invalid');
    }
    for (const name of ['a', 'b', 'a']) assert.equal((await ask('POST', `/snapshots/${name}`)).status, 201);
    await refused('POST', '/snapshots/c', 409, 'snapshots-full');
    await identify('big', KEYS.apiKey, { text: 'x'.repeat(9_000) });
    await refused('POST', '/snapshots/a', 409, 'snapshot-too-large');
    const { snapshots } = (await ask('GET', '/snapshots')).body as unknown as {
      snapshots: { name: string }[];
    };
    assert.deepEqual(
      snapshots.map(({ name }) => name),
      ['b', 'a'],
    );
    assert.equal((await ask('POST', '/snapshots/a/restore')).status, 200);
  });
});
