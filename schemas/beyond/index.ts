/** The door of what JSON Schema cannot say: times, nesting, and what the compiled validators call by name. */
export { helpers } from './helpers.ts';
export { hasAtMost, isNestedWithin } from './nesting.ts';
export { isRealDay, isSegmentTimestamp } from './timestamps.ts';
