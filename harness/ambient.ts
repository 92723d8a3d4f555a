/** The system clock, for programs that are given no other. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Timing } from './target/index.ts';

export const systemTiming: Timing = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await sleep(Math.max(0, ms));
  },
};

/** The same with parts of milliseconds, for durations that are compared with each other. */
export const fineTiming: Timing = {
  ...systemTiming,
  now: () => performance.timeOrigin + performance.now(),
};
