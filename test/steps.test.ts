/** Every step of every feature has exactly one definition: a dry run, so that nothing has to be graded to see it. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import { packageRoot } from '../schemas/package-root.ts';

const SILENT = { stdout: 'message', files: {}, publish: false, options: {} } as const;

/** What is wrong with the steps of the features that a profile of `cucumber.js` runs. */
async function faultySteps(profile: string): Promise<{ count: number; faults: string[] }> {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd: packageRoot, env: {}, stdout: sink, stderr: sink };
  const { runConfiguration } = await loadConfiguration(
    { profiles: [profile], provided: { dryRun: true } },
    environment,
  );
  const texts = new Map<string, string>();
  const faults: string[] = [];
  await runCucumber({ ...runConfiguration, formats: SILENT }, environment, ({ pickle, testCase }) => {
    for (const { id, text } of pickle?.steps ?? []) texts.set(id, `${pickle?.uri}: ${text}`);
    for (const { pickleStepId, stepDefinitionIds } of testCase?.testSteps ?? []) {
      if (pickleStepId === undefined || stepDefinitionIds?.length === 1) continue;
      const fault = stepDefinitionIds?.length === 0 ? 'no definition' : 'several definitions';
      faults.push(`${texts.get(pickleStepId)} (${fault})`);
    }
  });
  return { count: texts.size, faults: [...new Set(faults)] };
}

describe('every step has exactly one definition', () => {
  for (const [suite, profile] of [
    ['a destination', 'default'],
    ["the emulator's own sides", 'emulator'],
  ] as const) {
    it(`in the features for ${suite}`, async () => {
      const { count, faults } = await faultySteps(profile);
      assert.ok(count > 50, `only ${count} steps were found`);
      assert.deepEqual(faults, []);
    });
  }
});
