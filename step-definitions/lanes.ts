/** What the lanes of a command import: the suite on this package's cucumber, in a session that the command opened. */
import * as cucumber from '@cucumber/cucumber';
import { defineSuite, type StepsOutside } from './index.ts';

const unused = () => {
  throw new Error('a lane of a command has no open session');
};

const outside: StepsOutside = {
  env: {},
  timing: { now: unused, sleep: unused },
  random: unused,
  read: unused,
  settings: unused,
  startEmbedded: unused,
};

defineSuite(cucumber, outside);
