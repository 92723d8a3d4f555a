/** `verify --shard`: however many shards a run has, their merged record is that of the whole run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemTiming } from '../harness/ambient.ts';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { startEmbedded } from '../harness/embedded.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { resolveSettings } from '../harness/settings.ts';
import { shardOfExamples } from '../harness/shard.ts';
import { verify } from '../harness/verify.ts';
import type { ResultRecord } from '../schemas/index.ts';
import { defineForCommands } from '../step-definitions/index.ts';
import { mergeRecords } from '../verdict/index.ts';
import { compareTries } from './reference/compare-records.ts';

const catalogue = readCatalogue();

/** Runs all shards of a suite one after the other against one emulator, as one run. */
async function inShards(of: number, options: Parameters<typeof startEmbedded>[0]): Promise<ResultRecord> {
  const { close, ...target } = await startEmbedded(options);
  const settings = resolveSettings({ ...target, runId: 'sharded', seed: '7', settle: '300ms' }, () => 0.5);
  if ('problems' in settings) throw new Error(settings.problems.join('\n'));
  const records: ResultRecord[] = [];
  for (let number = 1; number <= of; number += 1) {
    const shard = { numbers: [number], of, examples: catalogue.length };
    records.push(
      await verify(settings.value, {
        registry: loadRegistry(),
        catalogue,
        examples: shardOfExamples(catalogue, { number, of }, undefined),
        steps: defineForCommands,
        selection: { clauses: [], examples: [], ...(of === 1 ? {} : { shard }) },
        tool: { name: 'shards', version: '0' },
        timing: systemTiming,
      }),
    );
  }
  await close();
  const merged = mergeRecords(records);
  if ('problem' in merged) throw new Error(merged.problem);
  return merged.value;
}

/** What the record says besides its examples, without times and without what each shard sends for itself. */
function judgement({ verdict, counts, run, clauses, tool }: ResultRecord): unknown {
  const {
    durationMs: _ms,
    startedAt: _at,
    requests: _requests,
    latency: _latency,
    network: _network,
    ...own
  } = run;
  return JSON.parse(
    JSON.stringify({ verdict, counts, run: own, tool, clauses: clauses.map(({ id }) => id) }),
  );
}

describe('the shards of a run', () => {
  for (const [what, options, counts] of [
    ['a conformant emulator', {}, [2, 5, 20]],
    ['an emulator with a defect', { defects: ['group-replaces'] }, [5]],
  ] as const) {
    it(`are together the run: ${what}`, async () => {
      const whole = await inShards(1, options);
      assert.equal(whole.run.exitCode, 'defects' in options ? 1 : 0);
      for (const of of counts) {
        const merged = await inShards(of, options);
        assert.deepEqual(compareTries([{ own: merged, reference: whole }]).differences, []);
        assert.deepEqual(judgement(merged), judgement(whole));
      }
    });
  }
});
