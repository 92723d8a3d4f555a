import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecorder } from '../target/index.ts';
import type { Asking, EvidencePort } from './port.ts';
import { shareReads } from './share-reads.ts';

/** A port that counts its reads and records an exchange for each. */
function countingPort() {
  const reads: string[] = [];
  const read =
    (collection: string) =>
    async (query: object, { recorder }: Asking) => {
      reads.push(`${collection} ${JSON.stringify(query)}`);
      const request = { method: 'GET', url: 'http://127.0.0.1/records', headers: {} };
      const startedAt = '2026-01-01T00:00:00.000Z';
      recorder.exchanges.push({ purpose: 'records', startedAt, durationMs: 1, request });
      return [];
    };
  const port: EvidencePort = { users: read('users'), accounts: read('accounts'), events: read('events') };
  return { port, reads };
}

const asking = (example: string): Asking => ({
  credential: 'the API key',
  recorder: createRecorder(example),
});

describe('shared reads', () => {
  it('are made once, and each example gets the exchange', async () => {
    const { port, reads } = countingPort();
    const sharing = shareReads(port);
    sharing.share(true);
    const [one, two] = [asking('a'), asking('b')];
    await Promise.all([sharing.port.users({ userId: 'u' }, one), sharing.port.users({ userId: 'u' }, two)]);
    await sharing.port.users({ userId: 'v' }, one);
    assert.deepEqual(reads, ['users {"userId":"u"}', 'users {"userId":"v"}']);
    assert.deepEqual([one.recorder.exchanges.length, two.recorder.exchanges.length], [2, 1]);
  });

  it('are not kept beyond what they may hold together', async () => {
    const { port, reads } = countingPort();
    const text = 'x'.repeat(3 * 1024 * 1024);
    const user = { properties: { text }, accountIds: [] };
    const sharing = shareReads({
      ...port,
      users: async (query, how) => [...(await port.users(query, how)), user],
    });
    sharing.share(true);
    const read = (userId: string) => sharing.port.users({ userId }, asking('a'));
    for (const userId of ['u', 'u', 'v', 'v', 'u']) assert.equal((await read(userId)).length, 1);
    assert.deepEqual(
      reads.map((one) => one.slice(-3, -2)),
      ['u', 'v', 'v'],
    );
  });

  it('are not shared between connectors, and not before or after', async () => {
    const { port, reads } = countingPort();
    const sharing = shareReads(port);
    const query = { userId: 'u' };
    await sharing.port.users(query, asking('a'));
    sharing.share(true);
    await sharing.port.users(query, asking('a'));
    await sharing.port.users(query, { ...asking('a'), credential: 'the blocking API key' });
    sharing.share(false);
    await sharing.port.users(query, asking('a'));
    assert.equal(reads.length, 4);
  });
});
