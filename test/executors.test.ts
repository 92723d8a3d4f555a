/** The executor of this package and cucumber itself run the same features, and must tell the same of them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import type { DefiningFunctions } from '../harness/cucumber/executor/collect-steps.ts';
import { type DefineSteps, type ExampleOutcome, openExecutor } from '../harness/cucumber/index.ts';
import { embeddedTables } from '../harness/embedded.ts';
import { subjectsOf } from '../harness/selftest/index.ts';
import { defineOwnSuite } from '../step-definitions/emulator/index.ts';
import { compareSubject } from './reference/compare-subject.ts';
import { stepsOf } from './reference/cucumber-library.ts';
import { defineEveryKind } from './reference/every-kind/steps.ts';
import { openReference } from './reference/lanes.ts';
import { type ToldScenario, toldIn } from './reference/told.ts';

const EVERY_KIND = join(import.meta.dirname, 'reference/every-kind');
const PARAMETERS = { astrolabe: { runId: 'every-kind' } };

interface Run {
  readonly told: readonly ToldScenario[];
  readonly outcomes: ReadonlyMap<string, ExampleOutcome['end']>;
  readonly messages: readonly Envelope[];
}

const pass = (outcomes: Map<string, ExampleOutcome['end']>) => ({
  concurrency: 3,
  stopped: () => false,
  onOutcome: ({ id, end }: ExampleOutcome) => outcomes.set(id, end),
});

/** Runs the features of every kind on this package's executor. */
async function run(steps: DefineSteps = defineEveryKind): Promise<Run> {
  const messages: Envelope[] = [];
  const outcomes = new Map<string, ExampleOutcome['end']>();
  const executor = openExecutor({
    root: EVERY_KIND,
    steps,
    parameters: PARAMETERS,
    now: Date.now,
    onMessage: (envelope) => messages.push(envelope),
  });
  await executor.run(readCatalogue('destination', EVERY_KIND), pass(outcomes));
  await executor.end();
  return { told: toldIn(messages), outcomes, messages };
}

/** Runs them on cucumber. */
async function runReference(): Promise<Run> {
  const lanes = new Map<number, Envelope[]>();
  const outcomes = new Map<string, ExampleOutcome['end']>();
  const open = openReference(join(EVERY_KIND, 'cucumber-steps.ts'), {
    onMessage: (envelope, lane) => lanes.set(lane, [...(lanes.get(lane) ?? []), envelope]),
  });
  const executor = open({
    root: EVERY_KIND,
    steps: defineEveryKind,
    parameters: PARAMETERS,
    now: Date.now,
  });
  await executor.run(readCatalogue('destination', EVERY_KIND), pass(outcomes));
  const told = [...lanes.values()]
    .flatMap(toldIn)
    .toSorted((one, other) => one.line.localeCompare(other.line, 'en', { numeric: true }));
  return { told, outcomes, messages: [...lanes.values()].flat() };
}

/** How often wrong parameters are counted is the executor's own sentence. */
function comparable({ steps, ...scenario }: ToldScenario): object {
  return {
    ...scenario,
    steps: steps.map((step) =>
      step.what.startsWith('a step of too few') ? { ...step, error: step.error?.split(':')[0] } : step,
    ),
  };
}

/** The steps of every kind, defined through functions that something is wrong with. */
const changed =
  (change: (functions: DefiningFunctions) => Partial<DefiningFunctions>): DefineSteps =>
  (functions) =>
    defineEveryKind({ ...functions, ...change(functions) });

describe('both executors', async () => {
  const [own, reference] = [await run(), await runReference()];

  it('end every kind of step and hook alike, with the same errors and attachments', () => {
    assert.ok(reference.told.length > 15);
    assert.deepEqual(own.told.map(comparable), reference.told.map(comparable));
  });

  it('lead to the same outcomes', () => {
    const kinds = ({ outcomes }: Run) => [...outcomes].map(([id, { kind }]) => `${id} ${kind}`).toSorted();
    assert.equal(own.outcomes.size, reference.outcomes.size);
    assert.deepEqual(kinds(own), kinds(reference));
  });

  it('differ if a hook is left out', async () => {
    const { told } = await run(changed(() => ({ After: () => {} })));
    assert.notDeepEqual(told.map(comparable), reference.told.map(comparable));
  });

  it('differ if an attachment is lost', async () => {
    const { told } = await run(
      changed(({ When }) => ({
        When(pattern, ...code) {
          const isAttaching = String(pattern).includes('bytes are attached');
          When(pattern, ...(isAttaching ? ([async () => {}] as const) : code));
        },
      })),
    );
    assert.notDeepEqual(told.map(comparable), reference.told.map(comparable));
  });

  it('differ if a step has no definition', async () => {
    const { told } = await run(
      changed(({ Given }) => ({
        Given(pattern, ...code) {
          Given(`${pattern} of nobody`, ...code);
        },
      })),
    );
    assert.notDeepEqual(told.map(comparable), reference.told.map(comparable));
  });

  it('tell of a whole run: what is defined, what is run, and whether it succeeded', () => {
    const kindsOf = ({ messages }: Run) => new Set(messages.flatMap((envelope) => Object.keys(envelope)));
    const kinds = kindsOf(own);
    // What a definition could look like is a service of cucumber to those who write steps.
    const missing = [...kindsOf(reference)].filter((kind) => !kinds.has(kind));
    assert.deepEqual(missing.toSorted(), ['meta', 'suggestion']);
    assert.equal(own.messages.at(-1)?.testRunFinished?.success, false);
  });
});

describe('the emulator’s own features', () => {
  it('end alike on both executors', async () => {
    const examples = readCatalogue('emulator');
    const parts = { suite: 'emulator', steps: defineOwnSuite, parameters: {}, now: Date.now } as const;
    const ends = await Promise.all(
      [openExecutor(parts), openReference(stepsOf('emulator'))(parts)].map(async (executor) => {
        const outcomes = new Map<string, ExampleOutcome['end']>();
        await executor.run(examples, pass(outcomes));
        await executor.end();
        return [...outcomes].toSorted(([one], [other]) => (one < other ? -1 : 1));
      }),
    );
    assert.equal(ends[0]?.length, examples.length);
    assert.deepEqual(ends[0], ends[1]);
  });
});

describe('the features of a destination', () => {
  const subjects = subjectsOf(embeddedTables());
  const catalogue = readCatalogue();
  // Every defect and variant: npm run executors.
  for (const name of ['healthy', 'group-not-found', 'upper-case-ids-ignored']) {
    it(`end alike on both executors: ${name}`, async () => {
      const subject = subjects.find((one) => one.name === name);
      assert.ok(subject, `nothing is named ${name}`);
      const { examples, differences } = await compareSubject(subject, catalogue);
      assert.ok(examples > 0);
      assert.deepEqual(differences, []);
    });
  }
});
