/** Long work in slices: between two of them, requests and signals have their turn. */
import type { Ambient } from '../ambient.ts';

export interface Slice {
  /** Counts a step of the work. @returns whether the slice is over */
  isOver(): boolean;
  /** Begins the next slice. */
  begin(): void;
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
    begin() {
      begunAt = stopwatch();
      steps = 0;
    },
  };
}
