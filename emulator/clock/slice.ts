/** Long work in slices: between two of them, requests and signals have their turn. */
import { setImmediate } from 'node:timers';
import type { Ambient } from '../ambient.ts';

export interface Slice {
  /** Counts a step of the work. @returns whether the slice is over */
  isOver(): boolean;
  /** Lets everything that waits have its turn, then begins the next slice. */
  next(): Promise<void>;
}

/** A tenth of the time in which `/live` responds. */
const LONGEST_MS = 10;
/** A limit beside the time, because a stopwatch may stand still. */
const MOST_STEPS = 1_000;

export function createSlice(stopwatch: Ambient['stopwatch']): Slice {
  let begunAt = stopwatch();
  let steps = 0;
  return {
    isOver() {
      steps += 1;
      return steps >= MOST_STEPS || stopwatch() - begunAt >= LONGEST_MS;
    },
    async next() {
      await new Promise((resolve) => setImmediate(resolve));
      begunAt = stopwatch();
      steps = 0;
    },
  };
}
