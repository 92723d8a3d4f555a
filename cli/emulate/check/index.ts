/** The door of the check of a command's traffic. */
export { type RunningCheck, startCheck } from './run-check.ts';
