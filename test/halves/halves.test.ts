/** Whatever Segment's ingress accepts, the destination accepts, and the other way round. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createBench } from '../../emulator/testing.ts';
import { take, validCalls } from '../../generators/index.ts';
import { brokenCalls } from '../../generators/rule-breakers.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { oddCalls } from '../odd-calls.ts';
import { compareHalves } from './halves.ts';

/** Schemas whose fixtures are calls, or parts of one. */
const CALLS = [
  ...['identify', 'group', 'track', 'page', 'screen', 'alias', 'call', 'delete', 'common-fields'],
  ...['audience-identify', 'audience-group', 'computed-trait-identify', 'computed-trait-group'],
];

describe('both halves of the emulator', () => {
  it('agree about odd calls; npm run halves compares a hundred thousand', () => {
    const { counts, disagreements } = compareHalves(take(oddCalls(17), 12_000));
    assert.deepEqual(disagreements.slice(0, 3), []);
    for (const [name, count] of Object.entries(counts)) assert.ok(count > 100, `${count} ${name}`);
  });

  it('agree about valid calls, and about calls that break a rule', () => {
    const bodies = [...take(brokenCalls(17), 1_000)].map(({ body }) => body);
    const { disagreements } = compareHalves([...take(validCalls(17), 1_000), ...bodies]);
    assert.deepEqual(disagreements.slice(0, 3), []);
  });

  it('agree about every fixture, of each type of call', () => {
    const values = CALLS.flatMap((schema) => ['valid', 'invalid'].flatMap((kind) => fixtures(schema, kind)));
    const calls = values.flatMap((value) => [
      value,
      ...['identify', 'group', 'track'].map((type) => ({
        ...{ userId: 'u', groupId: 'g', event: 'e' },
        ...(value as object),
        type,
      })),
    ]);
    assert.ok(calls.length > 300, `${calls.length} calls`);
    const { disagreements } = compareHalves(calls);
    assert.deepEqual(disagreements.slice(0, 3), []);
  });

  it('can disagree, and that is found', () => {
    const bench = createBench({ choices: { 'odd-common-field': 'refuse' } });
    bench.post('/v1/track', { userId: 'u', event: 'e', timestamp: 'yesterday' });
    assert.equal(bench.traces()[0]?.outcome, 'errors.discarded.400');
  });
});

describe('a time that is not one', () => {
  for (const timestamp of ['2024-05-07 17:27:28', 1675692865495, '2021-10-17T11:00:00.000+01', 'yesterday']) {
    it(`is delivered as the time of receipt, and stays as originalTimestamp: ${timestamp}`, async () => {
      const delivered: Record<string, unknown>[] = [];
      const { core, post } = createBench({
        forwardTo: 'http://destination.test/in',
        forwardApiKey: 'k',
        forward: async ({ call }) => {
          delivered.push(call as Record<string, unknown>);
          return { status: 200, ms: 0 };
        },
      });
      post('/v1/batch', { batch: [{ type: 'track', userId: 'u', event: 'e', timestamp }] });
      await core.clock.idle();
      const [call] = delivered;
      assert.equal(call?.originalTimestamp, timestamp);
      const isReadable = timestamp === '2024-05-07 17:27:28';
      assert.equal(call?.timestamp, isReadable ? '2024-05-07T17:27:28.000Z' : call?.receivedAt);
      const bench = createBench();
      assert.equal(bench.send(call).status, 200);
      assert.equal(bench.events({ userId: 'u' })[0]?.timestamp, call?.timestamp);
    });
  }
});

function fixtures(schema: string, kind: string): unknown[] {
  const folder = join(packageRoot, 'schemas', 'fixtures', schema, kind);
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}
