import assert from 'node:assert/strict';
import { it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';
import { KEYS } from '../../testing.ts';

it('an audience shows its latest fifty syncs, the oldest first, and after a restore the newest', async () => {
  const agent = request(createApp({ ...KEYS, clock: 'frozen' }));
  const post = (path: string, body: object = {}) => agent.post(`/_emulator${path}`).send(body);
  const read = async () => (await agent.get('/_emulator/audiences/vip').expect(200)).body;
  await post('/audiences', { name: 'VIP', key: 'vip', members: [{ userId: 'ada' }] }).expect(201);
  assert.deepEqual((await read()).keptSyncs, []);
  for (let turn = 0; turn < 55; turn += 1) {
    await post('/audiences/vip/sync').expect(202);
    await post('/clock/advance', { ms: 1_000 }).expect(200);
  }
  const { keptSyncs, latestSync, syncs } = await read();
  assert.deepEqual([syncs, keptSyncs.length], [55, 50]);
  assert.deepEqual(keptSyncs.at(-1), latestSync);
  const starts = keptSyncs.map(({ startedAt }: { startedAt: string }) => startedAt);
  assert.deepEqual(starts, starts.toSorted());
  assert.equal(new Set(starts).size, 50);
  await post('/snapshots/here').expect(201);
  await post('/snapshots/here/restore').expect(200);
  assert.deepEqual((await read()).keptSyncs, [latestSync]);
});
