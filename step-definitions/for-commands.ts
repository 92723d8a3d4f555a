/** The steps of the suite for a session that a command opened. */
import type { StepsOutside } from './run/index.ts';
import type { Cucumber } from './scenario/index.ts';
import { defineSuite } from './suite.ts';

const unused = () => {
  throw new Error('a run of a command has no open session');
};

const outside: StepsOutside = {
  env: {},
  timing: { now: unused, sleep: unused },
  random: unused,
  read: unused,
  settings: unused,
  startEmbedded: unused,
};

/** Defines the suite with the functions of an executor, or of cucumber. */
export function defineForCommands(cucumber: Cucumber): void {
  defineSuite(cucumber, outside);
}
