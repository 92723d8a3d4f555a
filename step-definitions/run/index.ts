/** The door of a run of cucumber: how it begins and ends, and what it is fit for. */
export { exitWith } from './exit-with.ts';
export { defineHooks } from './hooks.ts';
export { claim } from './once.ts';
export { type StepsOutside, type TargetWords, targetProblem } from './open-run.ts';
export { pathsGiven } from './paths-given.ts';
export { type PluginContext, pluginFor } from './plugin.ts';
