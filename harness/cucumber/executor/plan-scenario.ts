/** The steps of a scenario with its hooks around them, and what fits each. */
import type { Group, Pickle, PickleStep, TestCase, TestStep } from '@cucumber/messages';
import type { Definition, StepLibrary, StepMatch } from './step-library.ts';

export type PlannedStep =
  | { readonly id: string; readonly kind: 'before' | 'after'; readonly hook: Definition }
  | {
      readonly id: string;
      readonly kind: 'step';
      readonly step: PickleStep;
      readonly matches: readonly StepMatch[];
    };

export function planScenario(
  pickle: Pickle,
  library: StepLibrary,
  newId: () => string,
): readonly PlannedStep[] {
  const hook = (kind: 'before' | 'after') => (one: Definition) => ({ id: newId(), kind, hook: one });
  return [
    ...library.before.map(hook('before')),
    ...pickle.steps.map((step) => ({
      id: newId(),
      kind: 'step' as const,
      step,
      matches: library.match(step.text),
    })),
    ...library.after.map(hook('after')),
  ];
}

/** The message that says what will run. */
export function testCaseOf(
  ids: Pick<TestCase, 'id' | 'pickleId' | 'testRunStartedId'>,
  plan: readonly PlannedStep[],
): TestCase {
  return { ...ids, testSteps: plan.map(testStepOf) };
}

function testStepOf(planned: PlannedStep): TestStep {
  if (planned.kind !== 'step') return { id: planned.id, hookId: planned.hook.id };
  const { id, step, matches } = planned;
  return {
    id,
    pickleStepId: step.id,
    stepDefinitionIds: matches.map(({ definition }) => definition.id),
    stepMatchArgumentsLists: matches.map(({ captured }) => ({
      stepMatchArguments: captured.map(({ group, parameterType: { name } }) => ({
        group: groupOf(group),
        ...(name === undefined ? {} : { parameterTypeName: name }),
      })),
    })),
  };
}

type CapturedGroup = StepMatch['captured'][number]['group'];

function groupOf({ start, value, children }: CapturedGroup): Group {
  return {
    ...(start === undefined ? {} : { start }),
    ...(value === undefined || value === null ? {} : { value }),
    children: (children ?? []).map(groupOf),
  };
}
