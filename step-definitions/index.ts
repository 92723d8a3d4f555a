/** The door of the step definitions. */
import { defineCalls } from './calls.ts';
import { defineEngage } from './engage.ts';
import { defineEvents } from './events.ts';
import { defineFreeEmail } from './free-email.ts';
import { defineIds } from './ids.ts';
import { defineLadders } from './ladders.ts';
import { defineMembership } from './membership.ts';
import { defineObservations } from './observations.ts';
import { defineRecords } from './records.ts';
import { defineRefusals } from './refusals.ts';
import type { Cucumber } from './support/cucumber.ts';
import { defineHooks } from './support/hooks.ts';
import { defineLadderType } from './support/ladder-type.ts';
import { defineParameterTypes } from './support/parameter-types.ts';
import type { StepsOutside } from './support/run.ts';
import { defineSweeps } from './sweeps.ts';
import { defineWire } from './wire.ts';

export { type PluginContext, pluginFor } from './plugin.ts';
export type {
  Cucumber,
  DataTable,
  DefinedCode,
  DefinitionOptions,
  ParameterTypeDefinition,
} from './support/cucumber.ts';
export { exitWith } from './support/exit-with.ts';
export { Misuse } from './support/misuse.ts';
export { claim } from './support/once.ts';
export { pathsGiven } from './support/paths-given.ts';
export { type RunParameters, type StepsOutside, type TargetWords, targetProblem } from './support/run.ts';

const DEFINITIONS: readonly ((cucumber: Cucumber) => void)[] = [
  defineParameterTypes,
  defineLadderType,
  defineCalls,
  defineEngage,
  defineEvents,
  defineFreeEmail,
  defineIds,
  defineLadders,
  defineMembership,
  defineObservations,
  defineRecords,
  defineRefusals,
  defineSweeps,
  defineWire,
];

/** Defines every step, parameter type and hook of the destination's features with a cucumber module. */
export function defineSuite(cucumber: Cucumber, outside: StepsOutside): void {
  const { Given, When, Then, Before, After, BeforeAll, AfterAll } = cucumber;
  const defined: Cucumber = {
    ...{ Given, When, Then, Before, After, BeforeAll, AfterAll },
    // A snippet for somebody else's step should not read its words as one of these.
    defineParameterType: (type) => cucumber.defineParameterType({ ...type, useForSnippets: false }),
  };
  defineHooks(defined, outside);
  for (const define of DEFINITIONS) define(defined);
}
