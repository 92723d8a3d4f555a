/** The door of `verify --watch`. */
export { runWatch } from './run-watch.ts';
export type { WatchedRun } from './watched-run.ts';
