/** The features of the emulator's own sides; each example has its own emulator on a frozen clock. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { openExecutor } from '../harness/cucumber/executor/index.ts';
import type { ExampleOutcome } from '../harness/cucumber/outcomes.ts';
import { defineOwnSuite } from '../step-definitions/emulator/index.ts';

describe('the emulator’s Segment and Engage sides', async () => {
  const examples = readCatalogue('emulator');
  const outcomes = new Map<string, ExampleOutcome>();
  const executor = openExecutor({ suite: 'emulator', steps: defineOwnSuite, parameters: {}, now: Date.now });
  await executor.run(examples, {
    concurrency: 4,
    stopped: () => false,
    onOutcome: (outcome) => outcomes.set(outcome.id, outcome),
  });
  await executor.end();

  it('are described by examples', () => {
    assert.ok(examples.length > 50);
  });

  for (const { id, name } of examples) {
    it(`${id}: ${name}`, () => {
      const end = outcomes.get(id)?.end;
      assert.deepEqual(end, { kind: 'passed', observation: undefined });
    });
  }
});
