/** The records before and after a call, over HTTP. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import request from 'supertest';
import { createApp } from '../../index.ts';

const KEYS = { writeKey: 'a-write-key-for-tests', apiKey: 'an-api-key-for-tests' };

function bench(options: Parameters<typeof createApp>[0] = {}) {
  const agent = request(createApp({ ...KEYS, ...options }));
  const post = (path: string, key: string, body: object) =>
    agent
      .post(path)
      .set('authorization', `Basic ${Buffer.from(`${key}:`).toString('base64')}`)
      .send(body)
      .expect(200);
  return { agent, post };
}

const call = (plan: string) => ({ type: 'identify', userId: 'ada', traits: { plan } });

describe('the records before and after a call', () => {
  it('are found by the position of its trace, and of its entry in the journal', async () => {
    const { agent, post } = bench();
    await post('/v1/identify', KEYS.writeKey, call('free'));
    await post('/astrolabe', KEYS.apiKey, call('pro'));
    const ofTrace = await agent.get('/_emulator/traces/0/records').expect(200);
    assert.deepEqual(ofTrace.body.elsewhere, []);
    const [{ instance, connector, status, records }] = ofTrace.body.decisions;
    assert.deepEqual([instance, connector, status], ['default', 'allowing', 200]);
    assert.deepEqual(records[0].after.properties, { plan: 'free' });
    const ofEntry = await agent.get('/_emulator/journal/1/records').expect(200);
    const [change] = ofEntry.body.decisions[0].records;
    assert.deepEqual(change.changes, [{ pointer: '/properties/plan', what: 'changed' }]);
    assert.deepEqual(change.before.properties, { plan: 'free' });
  });

  it('are those of a world at its own address', async () => {
    const { agent, post } = bench();
    const { world } = (await agent.post('/_emulator/worlds').send({}).expect(201)).body;
    await post('/v1/identify', KEYS.writeKey, call('elsewhere'));
    await post('/v1/identify', world.writeKey, call('here'));
    const { body } = await agent.get(`/_emulator/worlds/${world.id}/traces/0/records`).expect(200);
    assert.deepEqual(body.decisions[0].records[0].after.properties, { plan: 'here' });
  });

  it('change nothing of what is stored or told', async () => {
    const { agent, post } = bench({ defects: ['group-replaces'] });
    await post('/v1/group', KEYS.writeKey, { userId: 'ada', groupId: 'acme', traits: { a: 1 } });
    await post('/v1/group', KEYS.writeKey, { userId: 'ada', groupId: 'acme', traits: { b: 1 } });
    const all = async () =>
      Promise.all(
        ['state', 'users', 'accounts', 'journal', 'traces'].map(
          async (path) => (await agent.get(`/_emulator/${path}`).expect(200)).body,
        ),
      );
    const before = await all();
    const { body } = await agent.get('/_emulator/traces/1/records').expect(200);
    assert.deepEqual(
      body.decisions[0].records[0].changes.map(({ what }: { what: string }) => what).sort(),
      ['added', 'removed'],
      'the defect is repeated',
    );
    assert.deepEqual(await all(), before);
  });

  for (const path of ['traces/0', 'traces/-1', 'traces/one', 'traces/99999999999999999', 'journal/0']) {
    it(`are not found at ${path} of an emulator without calls`, async () => {
      const { body } = await bench().agent.get(`/_emulator/${path}/records`).expect(404);
      assert.match(body.message, /nothing at this position/);
    });
  }
});
