import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';
import { KEYS } from '../../testing.ts';

/** Ten calls, of which three are of a group. */
async function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, clock: 'frozen', ...options }));
  const batch = [...'itgitgtgit'].map((letter, index) => ({
    type: { i: 'identify', t: 'track', g: 'group' }[letter],
    userId: `u${index % 2}`,
    messageId: `m${index}`,
    ...(letter === 't' ? { event: 'E' } : {}),
    ...(letter === 'g' ? { groupId: index === 5 ? 'other' : 'acme' } : {}),
  }));
  await agent.post('/v1/batch').send({ writeKey: KEYS.writeKey, batch }).expect(200);
  const read = async (query: string) => (await agent.get(`/_emulator/traces?${query}`).expect(200)).body;
  const pages = async (query: string): Promise<string[]> => {
    const ids: string[] = [];
    for (let next: string | undefined = '0'; next !== undefined; ) {
      const page = await read(`${query}&cursor=${next}`);
      ids.push(...page.traces.map(({ messageId }: { messageId: string }) => messageId));
      next = page.next;
    }
    return ids;
  };
  return { agent, read, pages };
}

const ALL = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9'];

describe('the traces of the control plane', () => {
  it('have a position, at which each is found again', async () => {
    const { read } = await bench();
    const { traces } = await read('bodies=false');
    assert.deepEqual(
      traces.map(({ position }: { position: number }) => position),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    for (const { position, messageId } of traces) {
      const page = await read(`cursor=${position}&limit=1`);
      assert.equal(page.traces[0].messageId, messageId);
    }
  });

  for (const limit of [1, 3, 10, 100]) {
    it(`come in pages of ${limit} from either end, without a gap or a repetition`, async () => {
      const { pages } = await bench();
      assert.deepEqual(await pages(`limit=${limit}`), ALL);
      assert.deepEqual(await pages(`first=oldest&limit=${limit}`), ALL);
      assert.deepEqual(await pages(`first=newest&limit=${limit}`), ALL.toReversed());
      assert.deepEqual(await pages(`first=newest&userId=u1&type=identify&limit=${limit}`), ['m3']);
    });
  }

  it('keep their pages while the oldest are dropped', async () => {
    const { agent, read, pages } = await bench({ limits: { traces: 10 } });
    const { next } = await read('first=newest&limit=4');
    const batch = [1, 2, 3].map((id) => ({ type: 'track', event: 'E', userId: 'u', messageId: `n${id}` }));
    await agent.post('/v1/batch').send({ writeKey: KEYS.writeKey, batch }).expect(200);
    const { traces } = await read(`first=newest&cursor=${next}`);
    assert.deepEqual(
      traces.map(({ messageId }: { messageId: string }) => messageId),
      ['m5', 'm4', 'm3'],
    );
    assert.deepEqual((await pages('limit=10')).length, 10);
  });

  it('are found by the group of a group call that has its body', async () => {
    const { agent, pages } = await bench();
    assert.deepEqual(await pages('groupId=acme&first=newest&limit=1'), ['m7', 'm2']);
    assert.deepEqual(await pages('groupId=nobody'), []);
    const { body } = await agent.get('/_emulator/traces?groupId=acme&bodies=false').expect(400);
    assert.match(body.message, /groupId is in the bodies/);
    const without = await bench({ bodies: false });
    assert.deepEqual(await without.pages('groupId=acme'), []);
  });

  it('read no more bodies for a page than a page may have, whether they match or not', async () => {
    const agent = request(createApp({ ...KEYS, clock: 'frozen' }));
    const traits = { note: 'x'.repeat(30_000) };
    for (let round = 0; round < 10; round += 1) {
      const batch = Array.from({ length: 15 }, () => ({
        type: 'group',
        userId: 'u',
        groupId: round === 9 ? 'acme' : 'other',
        traits,
      }));
      await agent.post('/v1/batch').send({ writeKey: KEYS.writeKey, batch }).expect(200);
    }
    const { body } = await agent.get('/_emulator/traces?groupId=acme').expect(200);
    assert.deepEqual(body.traces, []);
    assert.ok(Number(body.next) < 100, 'two bodies of 30 KB each, within 4 MB');
    let found = 0;
    for (let { next } = body; next !== undefined; ) {
      const page = (await agent.get(`/_emulator/traces?groupId=acme&cursor=${next}`).expect(200)).body;
      found += page.traces.length;
      next = page.next;
    }
    assert.equal(found, 15);
  });

  it('refuse an order that they do not have', async () => {
    const { agent } = await bench();
    const { body } = await agent.get('/_emulator/traces?first=last').expect(400);
    assert.match(body.message, /first must be oldest or newest/);
  });
});
