/** Runs one scenario, with a World of its own and the hooks around its steps: in cucumber's order, and with its messages. */
import type { Envelope, GherkinDocument, Pickle, TestStepResult } from '@cucumber/messages';
import { stepResult, timestampAt, worstResult, worstStatus } from '../step-results.ts';
import { type PlannedStep, planScenario, testCaseOf } from './plan-scenario.ts';
import { type CodeSurroundings, type RanDefinition, runHook, runStepCode } from './run-definition.ts';
import type { StepLibrary } from './step-library.ts';
import { contentOf, PlainWorld } from './world.ts';

/** What the scenarios of a run share. */
export interface ScenarioRun extends CodeSurroundings {
  readonly id: string;
  readonly library: StepLibrary;
  /** What a World, and the hooks of the run, find in `parameters`. */
  readonly parameters: object;
  readonly newId: () => string;
  readonly emit: (envelope: Envelope) => void;
}

/** A scenario, or a row of an outline, and the feature that it is in. */
export interface PlacedPickle {
  readonly pickle: Pickle;
  readonly document: GherkinDocument;
}

export async function runScenario({ pickle, document }: PlacedPickle, run: ScenarioRun): Promise<void> {
  const { library, newId, emit } = run;
  const timestamp = () => timestampAt(run.now());
  const plan = planScenario(pickle, library, newId);
  const testCaseId = newId();
  const testCaseStartedId = newId();
  emit({ testCase: testCaseOf({ id: testCaseId, pickleId: pickle.id, testRunStartedId: run.id }, plan) });
  emit({ testCaseStarted: { id: testCaseStartedId, testCaseId, attempt: 0, timestamp: timestamp() } });

  let testStepId: string | undefined;
  const attach = (data: string | Buffer, mediaType?: string) => {
    if (testStepId === undefined) {
      throw new Error('nothing can be attached between steps: wait for what a step or a hook began');
    }
    const content = contentOf(data, mediaType);
    emit({ attachment: { ...content, testCaseStartedId, testStepId, timestamp: timestamp() } });
  };
  const runStep = createStepRunner({ pickle, document }, testCaseStartedId, attach, run);
  for (const planned of plan) {
    testStepId = planned.id;
    emit({ testStepStarted: { testCaseStartedId, testStepId, timestamp: timestamp() } });
    const testStepResult = await runStep(planned);
    emit({ testStepFinished: { testCaseStartedId, testStepId, testStepResult, timestamp: timestamp() } });
    testStepId = undefined;
  }
  emit({ testCaseFinished: { testCaseStartedId, willBeRetried: false, timestamp: timestamp() } });
}

/** After a step that did not pass, the others are skipped; hooks after the steps always run. */
function createStepRunner(
  { pickle, document }: PlacedPickle,
  testCaseStartedId: string,
  attach: PlainWorld['attach'],
  run: ScenarioRun,
): (planned: PlannedStep) => Promise<TestStepResult> {
  const { library, parameters } = run;
  const World = library.World ?? PlainWorld;
  const world = new World({
    attach,
    log: (text) => attach(text, 'text/x.cucumber.log+plain'),
    parameters: structuredClone(parameters),
  });
  const results: TestStepResult[] = [];
  let error: RanDefinition['error'];

  const runOne = (planned: PlannedStep): RanDefinition | Promise<RanDefinition> => {
    const isSkipping = worstStatus(results) !== 'PASSED';
    if (planned.kind !== 'step') {
      if (planned.kind === 'before' && isSkipping) return { result: stepResult('SKIPPED') };
      const parameter = { pickle, gherkinDocument: document, testCaseStartedId };
      const ended = { result: worstResult(results), error, willBeRetried: false };
      return runHook(
        planned.hook,
        world,
        planned.kind === 'before' ? parameter : { ...parameter, ...ended },
        run,
      );
    }
    const [match, ...others] = planned.matches;
    if (match === undefined) return { result: stepResult('UNDEFINED') };
    if (others.length > 0)
      return { result: stepResult('AMBIGUOUS', { message: fittingPatterns(planned.matches) }) };
    return isSkipping ? { result: stepResult('SKIPPED') } : runStepCode(match, planned.step, world, run);
  };
  return async (planned) => {
    const ran = await runOne(planned);
    // As in cucumber, hooks are told only what the last step threw.
    if (planned.kind === 'step') error = ran.error;
    results.push(ran.result);
    return ran.result;
  };
}

function fittingPatterns(
  matches: readonly { readonly definition: { readonly pattern: string | RegExp } }[],
): string {
  return `several definitions fit: ${matches.map(({ definition }) => `"${definition.pattern}"`).join(', ')}`;
}
