/** The beginning and the end of every scenario: its gate, and what it attaches. */
import {
  After,
  AfterAll,
  Before,
  BeforeAll,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
} from '@cucumber/cucumber';
import { exampleOf } from '../../harness/cucumber/catalogue.ts';
import { BlockedExample, NoAnswer, NotApplicable, UnmetExpectation } from '../../harness/errors.ts';
import { gateOf, sharedSession } from '../../harness/session/index.ts';
import { closePlainRun, countJudged, openPlainRun, type RunParameters } from './plain-run.ts';
import { DestinationWorld } from './world.ts';

setWorldConstructor(DestinationWorld);
// No timeout of cucumber's: `--settle` and `--timeout` limit how long a step waits.
setDefaultTimeout(-1);

BeforeAll(function () {
  return openPlainRun(this.parameters as unknown as RunParameters);
});

AfterAll(function () {
  return closePlainRun(this.parameters as unknown as RunParameters);
});

Before(async function (this: DestinationWorld, { pickle, gherkinDocument }) {
  const session = sharedSession((this.parameters as RunParameters).runId);
  this.enter(exampleOf(pickle, gherkinDocument), session);
  const controls = await session.controls();
  const gate = gateOf(this.example, session, controls);
  if (gate === undefined) return undefined;
  if (gate.verdict === 'fail') {
    this.recorder.exchanges.push(...controls.recorder.exchanges);
    throw new UnmetExpectation({ message: gate.reason });
  }
  if (gate.verdict === 'blocked') throw new BlockedExample(gate.reason);
  this.log(this.redact(`${gate.verdict}: ${gate.reason}`));
  this.attachContent('gate', gate);
  if (gate.shortened !== undefined) this.shorten(gate.shortened);
  return 'skipped';
});

After(function (this: DestinationWorld, { result }) {
  if (result?.status === 'PASSED' || result?.status === 'FAILED') countJudged();
  this.attachContent('exchanges', this.recorder.exchanges);
  if (result?.status === 'PASSED' && !this.example.tags.includes('@info')) this.keepState();
  if (result?.status === 'PASSED' && this.checklist.length > 0) {
    this.attachContent('checklist', this.checklist);
    this.attachContent('gate', {
      verdict: 'not-observable',
      reason: 'stored records cannot be read: check by hand, see the checklist',
    });
  }
});

setDefinitionFunctionWrapper((step: (...args: unknown[]) => unknown) => {
  const wrapped = async function (this: DestinationWorld, ...args: unknown[]) {
    try {
      return await step.apply(this, args);
    } catch (error) {
      return translate(this, redacted(error, this));
    }
  };
  return Object.defineProperty(wrapped, 'length', { value: step.length });
});

/** What a destination or an adapter said may contain a key; cucumber prints both the message and the stack. */
function redacted(error: unknown, world: unknown): unknown {
  // The hooks around a whole run have no world.
  if (!(error instanceof Error && world instanceof DestinationWorld)) return error;
  const redact = (text: string) => world.redact(text);
  error.message = redact(error.message);
  error.stack = redact(error.stack ?? '');
  if (error instanceof UnmetExpectation) error.redact(redact);
  return error;
}

/** INFO is never judged, and what says nothing about a clause is not a failure of it: both are skipped. */
function translate(world: DestinationWorld, error: unknown): 'skipped' {
  if (error instanceof NotApplicable) {
    world.attachContent('gate', { verdict: 'not-applicable', reason: error.message });
    return 'skipped';
  }
  if (!(error instanceof UnmetExpectation)) throw error;
  if (world.example.tags.includes('@info')) {
    world.observe(`could not be observed: ${error.difference.message}`);
    return 'skipped';
  }
  world.attachContent('difference', error.difference);
  // The output of cucumber itself should name the clause.
  const difference = { ...error.difference, message: `${world.example.id}: ${error.difference.message}` };
  throw error instanceof NoAnswer ? new NoAnswer(difference) : new UnmetExpectation(difference);
}
