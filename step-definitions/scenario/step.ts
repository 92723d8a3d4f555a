/** Binds what a step does to the scenario in which cucumber runs it. */
import type { DefinitionOptions } from '../../harness/cucumber/index.ts';
import { BlockedExample, NoAnswer, NotApplicable, UnmetExpectation } from '../../harness/errors.ts';
import { Misuse } from './misuse.ts';
import type { Scenario } from './scenario.ts';
import { withoutPlace } from './without-place.ts';

/** By the world that cucumber made for the scenario, whose class is the caller's own. */
const scenarios = new WeakMap<object, Scenario>();

/** Lets the steps of a world find their scenario. */
export function enterScenario(world: object, scenario: Scenario): void {
  scenarios.set(world, scenario);
}

/** The scenario of a world; undefined before it began. */
export function scenarioOf(world: object): Scenario | undefined {
  return scenarios.get(world);
}

/** No timeout of cucumber's: `--settle` and `--timeout` limit how long a step waits. */
export const ANY_TIME: DefinitionOptions = { timeout: -1 };

type WorldCode = (this: object, ...args: never[]) => unknown;

/**
 * What a step does, as the last two arguments of `Given`, `When` and `Then`.
 *
 * @param run called with the scenario and what the pattern captured
 */
export function step(
  run: (scenario: Scenario, ...args: never[]) => unknown,
): [options: DefinitionOptions, code: WorldCode] {
  const code = async function (this: object, ...args: never[]) {
    const scenario = entered(this);
    try {
      return await run(scenario, ...args);
    } catch (error) {
      return ended(scenario, redacted(error, scenario));
    }
  };
  return [ANY_TIME, withParameters(code, run.length - 1)];
}

/** A transformer of a parameter type that needs the scenario. */
export function reading(read: (scenario: Scenario, ...groups: never[]) => unknown): WorldCode {
  return function (this: object, ...groups: never[]) {
    return read(entered(this), ...groups);
  };
}

function entered(world: object): Scenario {
  const scenario = scenarios.get(world);
  if (scenario === undefined) {
    throw new Misuse(
      'a step of astrolabe-conformance ran outside a scenario: call defineSteps(cucumber) once, in a file that cucumber imports',
    );
  }
  return scenario;
}

/** Cucumber compares the number of parameters with what the pattern captures. */
function withParameters(code: WorldCode, count: number): WorldCode {
  return Object.defineProperty(code, 'length', { value: count });
}

/** What a destination or an adapter said may contain a key; cucumber prints both the message and the stack. */
export function redacted(error: unknown, scenario: Scenario | undefined): unknown {
  if (!(error instanceof Error) || scenario === undefined) return error;
  const { redact } = scenario;
  error.message = redact(error.message);
  error.stack = redact(error.stack ?? '');
  if (error instanceof UnmetExpectation) error.redact(redact);
  return error instanceof UnmetExpectation || error instanceof BlockedExample ? withoutPlace(error) : error;
}

/** INFO is never judged, and what says nothing about a clause is not a failure of it: both are skipped. */
function ended(scenario: Scenario, error: unknown): 'skipped' {
  if (error instanceof NotApplicable) {
    scenario.skip({ verdict: 'not-applicable', reason: error.message });
    return 'skipped';
  }
  if (!(error instanceof UnmetExpectation) || scenario.isOwn) throw error;
  if (scenario.example.tags.includes('@info')) {
    scenario.observe(`could not be observed: ${error.difference.message}`);
    return 'skipped';
  }
  scenario.attachContent('difference', error.difference);
  // The output of cucumber itself should name the clause.
  const difference = { ...error.difference, message: `${scenario.example.id}: ${error.difference.message}` };
  throw withoutPlace(error instanceof NoAnswer ? new NoAnswer(difference) : new UnmetExpectation(difference));
}
