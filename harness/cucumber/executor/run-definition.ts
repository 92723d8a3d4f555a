/** Runs the definition of a step or a hook, and tells how it ended. */
import type { PickleStep, TestStepResult } from '@cucumber/messages';
import { durationOf, stepResult } from '../step-results.ts';
import { argumentOf } from './data-table.ts';
import { failureOf } from './failure.ts';
import { runCode, type WatchUncaught } from './run-code.ts';
import type { Definition, StepMatch } from './step-library.ts';

export interface RanDefinition {
  readonly result: TestStepResult;
  readonly error?: Error | string | undefined;
}

/** What running code needs of its surroundings. */
export interface CodeSurroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly uncaught?: WatchUncaught | undefined;
}

/** @param parameter what the hook receives; a hook of the whole run receives nothing */
export function runHook(
  hook: Definition,
  world: object,
  parameter: object | undefined,
  around: CodeSurroundings,
): Promise<RanDefinition> {
  return runDefinition(hook, world, () => (parameter === undefined ? [] : [parameter]), around);
}

/** Runs the one definition that fits a step, with what its pattern captures and the argument of the step. */
export function runStepCode(
  { definition, captured }: StepMatch,
  { argument }: PickleStep,
  world: object,
  around: CodeSurroundings,
): Promise<RanDefinition> {
  const parameters = async () => {
    const values = await Promise.all(captured.map((one) => one.getValue(world)));
    if (argument !== undefined) values.push(argumentOf(argument));
    const { length } = definition.code;
    if (length === values.length) return values;
    throw new Error(
      `the function of "${definition.pattern}" has ${length} parameters, and the step gives it ${values.length}`,
    );
  };
  return runDefinition(definition, world, parameters, around);
}

async function runDefinition(
  definition: Definition,
  world: object,
  parameters: () => readonly unknown[] | Promise<readonly unknown[]>,
  { now, uncaught }: CodeSurroundings,
): Promise<RanDefinition> {
  const begun = now();
  const { value, error } = await runCode(definition, world, parameters, uncaught);
  const duration = durationOf(Math.max(0, now() - begun));
  if (error !== undefined) return { result: stepResult('FAILED', { duration, ...failureOf(error) }), error };
  if (value === 'skipped') return { result: stepResult('SKIPPED', { duration }) };
  if (value === 'pending') return { result: stepResult('PENDING', { duration }) };
  return { result: stepResult('PASSED', { duration }) };
}
