/** The door of the step definitions. */
export { defineForCommands } from './for-commands.ts';
export {
  claim,
  exitWith,
  type PluginContext,
  pathsGiven,
  pluginFor,
  type StepsOutside,
  type TargetWords,
  targetProblem,
} from './run/index.ts';
export { Misuse } from './scenario/index.ts';
export { defineSuite } from './suite.ts';
