/** The door of the executor: it runs examples as cucumber does, without cucumber. */

export { type DefineSteps, libraryOf } from './collect-steps.ts';
export { compileMatches } from './compiled-matches.ts';
export { type Executor, type ExecutorParts, type OpenExecutor, openExecutor, type Pass } from './executor.ts';
export type { WatchUncaught } from './run-code.ts';
export type { StepLibrary } from './step-library.ts';
