/** A destination so slow that a run takes more than a day of a virtual clock. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { resolveSettings } from '../../harness/settings.ts';
import { createHttpClient, type HttpClient, type Timing } from '../../harness/target/index.ts';
import { verify } from '../../harness/verify.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { startDestination } from '../destination/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A clock that a pause moves at once, and that each response moves by a fixed time. */
function createVirtualClock(): Timing & { move(ms: number): void } {
  let time = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => time,
    move(ms) {
      time += ms;
    },
    async sleep(ms) {
      time += ms;
      await new Promise(setImmediate);
    },
  };
}

/** Grades a destination whose every response takes a while, and that shows a record only to those who ask twice. */
async function gradeSlow(responseMs: number): Promise<ResultRecord> {
  const clock = createVirtualClock();
  const destination = await startDestination({ blockingApiKey: 'bk-Slow-1', restrictedApiKey: 'rk-Slow-1' });
  const client = createHttpClient({ timeoutMs: 10_000, connections: 64, now: clock.now });
  const asked = new Set<string>();
  const slow: HttpClient = {
    close: client.close,
    async send(outgoing, how) {
      const response = await client.send(outgoing, how);
      clock.move(responseMs);
      const isFirstLook = outgoing.method === 'GET' && asked.size < asked.add(outgoing.url).size;
      if (!isFirstLook || 'failure' in response) return response;
      const [collection = ''] = Object.keys(JSON.parse(response.body));
      return { ...response, body: JSON.stringify({ [collection]: [] }) };
    },
  };
  try {
    const settings = resolveSettings(
      { ...destination, seed: '1', runId: 'slow', maxTime: '1000000m' },
      () => 0,
    );
    if ('problems' in settings) throw new Error(settings.problems.join('\n'));
    const catalogue = readCatalogue();
    const examples = catalogue.filter(({ tags }) => !tags.includes('@info'));
    return await verify(settings.value, {
      registry: loadRegistry(),
      catalogue,
      examples,
      selection: { clauses: [], examples: [] },
      steps: defineForCommands,
      tool: { name: 'slow', version: '0' },
      timing: clock,
      client: slow,
    });
  } finally {
    await destination.close();
  }
}

describe('a destination that takes two minutes for every response', () => {
  it('is conformant after more than a day', async () => {
    const record = await gradeSlow(2 * 60 * 1000);
    const unmet = record.clauses.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
    assert.deepEqual(
      unmet.map(({ id, verdict }) => `${id} ${verdict}`),
      [],
    );
    assert.equal(record.run.exitCode, 0);
    assert.ok(record.run.durationMs > DAY_MS, `${record.run.durationMs / DAY_MS} days`);
  });
});
