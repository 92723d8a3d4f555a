/** The door of a scenario: what its steps share, and how they are bound to cucumber. */
export type { Cucumber, DataTable } from '../../harness/cucumber/index.ts';
export { Misuse } from './misuse.ts';
export { answered, anyResponse, expectAccepted } from './responses.ts';
export { Scenario, type Sink } from './scenario.ts';
export { ANY_TIME, enterScenario, reading, redacted, scenarioOf, step } from './step.ts';
export { withoutPlace } from './without-place.ts';
