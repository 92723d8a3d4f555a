/** Segment's own Node library, pointed at `emulate`: what it sends can be read back from the destination. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { startDestination } from './destination/index.ts';
import { eventually } from './eventually.ts';
import { readRecords } from './records.ts';

const TARGETS = {
  'the built-in destination': async () => {
    const emulator = await startEmulator({ port: 0 });
    return { emulator, ...pick(emulator), close: () => emulator.close() };
  },
  'an independent destination by way of forwardTo': async () => {
    const destination = await startDestination();
    const { baseUrl: forwardTo, apiKey: forwardApiKey } = destination;
    const emulator = await startEmulator({ port: 0, forwardTo, forwardApiKey });
    const close = () => emulator.close().then(() => destination.close());
    return { emulator, ...pick(destination), close };
  },
};

function pick({ recordsUrl, apiKey }: { recordsUrl: string; apiKey: string }) {
  return { recordsUrl, apiKey };
}

for (const [where, open] of Object.entries(TARGETS)) {
  describe(`@segment/analytics-node to ${where}`, () => {
    let target: Awaited<ReturnType<typeof open>>;
    before(async () => {
      target = await open();
      await sendThePagesExamples(target.emulator);
    });
    after(() => target.close());

    const read = (query: string) => eventually(() => readRecords(target, query));

    it('creates the User', async () => {
      const [user] = await read('users?userId=userId123');
      assert.equal(user?.properties.email, 'john.doe@example.com');
    });

    it('creates the Account with its five traits, and associates the User', async () => {
      const [account] = await read('accounts?groupId=0e8c78ea9d97a7b8185e8632');
      assert.deepEqual(account?.properties, INITECH);
      assert.deepEqual(account?.userIds, ['userId123']);
      const [user] = await read('users?userId=userId123');
      assert.deepEqual(user?.accountIds, ['0e8c78ea9d97a7b8185e8632']);
    });

    it('records the event', async () => {
      const [event] = await read('events?userId=userId123');
      assert.equal(event?.event, 'User Registered');
      assert.deepEqual(event?.properties, { plan: 'Pro Annual', accountType: 'Facebook' });
      assert.match(String(event?.messageId), /^node-next-/);
    });
  });
}

const INITECH = {
  name: 'Initech',
  industry: 'Technology',
  employees: 329,
  plan: 'enterprise',
  'total billed': 830,
};

/** Sends the three example calls of the page with the library. */
async function sendThePagesExamples({ writeKey, ingressUrl }: Emulator): Promise<void> {
  const analytics = new Analytics({ writeKey, host: ingressUrl, maxRetries: 0 });
  const failures: unknown[] = [];
  analytics.on('error', (error) => failures.push(error));
  analytics.identify({ userId: 'userId123', traits: { email: 'john.doe@example.com' } });
  analytics.group({ userId: 'userId123', groupId: '0e8c78ea9d97a7b8185e8632', traits: INITECH });
  analytics.track({
    userId: 'userId123',
    event: 'User Registered',
    properties: { plan: 'Pro Annual', accountType: 'Facebook' },
  });
  await analytics.closeAndFlush({ timeout: 5000 });
  assert.deepEqual(failures, []);
}
