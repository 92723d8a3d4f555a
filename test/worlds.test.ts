/** Worlds as their users have them: graded by `verify`, and many at once on one emulator. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { basic } from '../emulator/testing.ts';
import { runCommand } from './outside/index.ts';
import { pointAt } from './shell.ts';

interface OpenedWorld {
  readonly id: string;
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly writeKey: string;
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly controlUrl: string;
}

let emulator: Emulator;

before(async () => {
  emulator = await startEmulator({ port: 0 });
});
after(() => emulator.close());

async function openWorld(body: object = {}): Promise<OpenedWorld> {
  const answer = await fetch(`${emulator.controlUrl}/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 201);
  return ((await answer.json()) as { world: OpenedWorld }).world;
}

describe('verify', () => {
  it('grades a fresh world as it grades the default one, and leaves the others as they are', async () => {
    const world = await openWorld();
    const other = await openWorld();
    const graded = await Promise.all(
      [emulator, world].map(async (target) => {
        const { argv, env } = pointAt(target);
        const ran = await runCommand([...argv, '--seed', '7'], env);
        assert.equal(ran.exitCode, 0, ran.err);
        return ran.record().clauses.map(({ id, verdict }) => [id, verdict]);
      }),
    );
    assert.deepEqual(graded[1], graded[0]);
    const state = await (await fetch(`${other.controlUrl}/state`)).json();
    assert.deepEqual((state as { answers: unknown }).answers, { statuses: {}, errors: {} });
  });
});

describe('many worlds at once', () => {
  it('each see their own calls and no others', async () => {
    const tests = Array.from({ length: 200 }, async (_, number) => {
      const world = await openWorld({ name: `test ${number}`, clock: 'frozen' });
      const authorization = basic(world.writeKey);
      const batch = Array.from({ length: 10 }, (_, call) => ({
        type: 'track',
        // The same in every world.
        userId: 'ada',
        messageId: `m${call}`,
        event: `Event ${call}`,
        properties: { test: number },
      }));
      for (let part = 0; part < batch.length; part += 5) {
        const answer = await fetch(`${emulator.ingressUrl}/v1/batch`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ batch: batch.slice(part, part + 5) }),
        });
        assert.equal(answer.status, 200);
      }
      const records = await fetch(`${world.recordsUrl}/events?userId=ada`, {
        headers: { authorization: basic(world.apiKey) },
      });
      const { events } = (await records.json()) as {
        events: readonly { event: string; properties: { test: number } }[];
      };
      assert.deepEqual(
        events.map(({ event, properties }) => [event, properties.test]),
        batch.map(({ event }) => [event, number]),
      );
      const headers = { 'content-type': 'application/json' };
      assert.equal((await fetch(world.controlUrl, { method: 'DELETE', headers })).status, 200);
    });
    await Promise.all(tests);
    assert.deepEqual(emulator.traces(), []);
  });
});
