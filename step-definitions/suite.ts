/** Every step of the destination's features, with their hooks. */
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
import { defineReplays } from './replays.ts';
import { defineHooks, type StepsOutside } from './run/index.ts';
import type { Cucumber } from './scenario/index.ts';
import { defineLadderType } from './support/ladder-type.ts';
import { defineParameterTypes } from './support/parameter-types.ts';
import { defineSweeps } from './sweeps.ts';
import { defineWire } from './wire.ts';

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
  defineReplays,
  defineSweeps,
  defineWire,
];

/** Defines every step, parameter type and hook of the destination's features with a cucumber module. */
export function defineSuite(cucumber: Cucumber, outside: StepsOutside): void {
  const { Given, When, Then, Before, After, BeforeAll, AfterAll } = cucumber;
  const defined: Cucumber = {
    ...{ Given, When, Then, Before, After, BeforeAll, AfterAll },
    // A snippet for a step of the caller should not read its words as one of these.
    defineParameterType: (type) => cucumber.defineParameterType({ ...type, useForSnippets: false }),
  };
  defineHooks(defined, outside);
  for (const define of DEFINITIONS) define(defined);
}
