/** How many calls a run may send (`--max-calls`). */
import { BlockedExample } from '../errors.ts';

/** One per run; every attempt counts, also one that repeats a call. */
export interface CallBudget {
  /** @throws BlockedExample if the run may send no more calls */
  take(): void;
}

/** @param most undefined for no limit */
export function createCallBudget(most: number | undefined): CallBudget {
  let sent = 0;
  return {
    take() {
      if (most !== undefined && sent >= most) {
        throw new BlockedExample(`the run may send no more than ${most} calls (--max-calls)`);
      }
      sent += 1;
    },
  };
}
