/** The features of the emulator's own sides; each example has its own emulator on a frozen clock. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { runLanes } from '../harness/cucumber/lanes.ts';
import { createOutcomeReader, type ExampleOutcome } from '../harness/cucumber/outcomes.ts';

process.setMaxListeners(200);

describe('the emulator’s Segment and Engage sides', async () => {
  const examples = readCatalogue('emulator');
  const outcomes = new Map<string, ExampleOutcome>();
  const readers = new Map<number, ReturnType<typeof createOutcomeReader>>();
  const complaints = await runLanes({
    examples,
    runId: 'emulator',
    suite: 'emulator',
    concurrency: 4,
    onMessage(envelope, lane) {
      const read = readers.get(lane) ?? createOutcomeReader((outcome) => outcomes.set(outcome.id, outcome));
      readers.set(lane, read);
      read(envelope);
    },
  });

  it('are described by examples', () => {
    assert.equal(complaints, '');
    assert.ok(examples.length > 50);
  });

  for (const { id, name } of examples) {
    it(`${id}: ${name}`, () => {
      const end = outcomes.get(id)?.end;
      assert.deepEqual(end, { kind: 'passed', observation: undefined });
    });
  }
});
