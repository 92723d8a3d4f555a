/** Segment's own Node library, pointed at `emulate`: what it sends can be read back from the destination. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { eventually } from './eventually.ts';

describe('@segment/analytics-node against the emulator', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0 });
    const analytics = new Analytics({
      writeKey: emulator.writeKey,
      host: emulator.ingressUrl,
      maxRetries: 0,
    });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    analytics.identify({ userId: 'userId123', traits: { email: 'john.doe@example.com' } });
    analytics.group({
      userId: 'userId123',
      groupId: '0e8c78ea9d97a7b8185e8632',
      traits: {
        name: 'Initech',
        industry: 'Technology',
        employees: 329,
        plan: 'enterprise',
        'total billed': 830,
      },
    });
    analytics.track({
      userId: 'userId123',
      event: 'User Registered',
      properties: { plan: 'Pro Annual', accountType: 'Facebook' },
    });
    await analytics.closeAndFlush({ timeout: 5000 });
    assert.deepEqual(failures, []);
  });
  after(() => emulator.close());

  async function read(collection: string, query: string): Promise<Record<string, unknown>[]> {
    const answer = await fetch(`${emulator.recordsUrl}/${collection}?${query}`, {
      headers: { authorization: `Basic ${btoa(`${emulator.apiKey}:`)}` },
    });
    return ((await answer.json()) as Record<string, Record<string, unknown>[]>)[collection] ?? [];
  }

  it('creates the User, in its Account', async () => {
    const [user] = await eventually(() => read('users', 'userId=userId123'));
    assert.deepEqual(user?.properties, { email: 'john.doe@example.com' });
    assert.deepEqual(user?.accountIds, ['0e8c78ea9d97a7b8185e8632']);
  });

  it('creates the Account with its five traits and its User', async () => {
    const [account] = await eventually(() => read('accounts', 'groupId=0e8c78ea9d97a7b8185e8632'));
    assert.deepEqual(account, {
      groupId: '0e8c78ea9d97a7b8185e8632',
      properties: {
        name: 'Initech',
        industry: 'Technology',
        employees: 329,
        plan: 'enterprise',
        'total billed': 830,
      },
      userIds: ['userId123'],
    });
  });

  it('records the event', async () => {
    const [event] = await eventually(() => read('events', 'userId=userId123'));
    assert.equal(event?.event, 'User Registered');
    assert.deepEqual(event?.properties, { plan: 'Pro Annual', accountType: 'Facebook' });
    assert.match(String(event?.messageId), /^node-next-/);
  });
});
