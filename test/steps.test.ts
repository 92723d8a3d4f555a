/** Every step of every feature has exactly one definition: a dry run, so that nothing has to be graded to see it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../schemas/package-root.ts';

/** The messages of a dry run; in a process of its own, because cucumber loads definitions once per process. */
async function dryRun(profile: string): Promise<Envelope[]> {
  const program = join(packageRoot, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
  const words = [program, '--profile', profile, '--dry-run', '--format', 'message'];
  const options = { cwd: packageRoot, maxBuffer: 64 * 1024 * 1024, env: { PATH: process.env.PATH } };
  const { stdout } = await promisify(execFile)(process.execPath, words, options);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** How many steps the features of a profile have, and what is wrong with some of them. */
async function faultySteps(profile: string): Promise<{ count: number; faults: string[] }> {
  const texts = new Map<string, string>();
  const faults: string[] = [];
  for (const { pickle, testCase } of await dryRun(profile)) {
    for (const { id, text } of pickle?.steps ?? []) texts.set(id, `${pickle?.uri}: ${text}`);
    for (const { pickleStepId, stepDefinitionIds } of testCase?.testSteps ?? []) {
      if (pickleStepId === undefined || stepDefinitionIds?.length === 1) continue;
      const fault = stepDefinitionIds?.length === 0 ? 'no definition' : 'several definitions';
      faults.push(`${texts.get(pickleStepId)} (${fault})`);
    }
  }
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
