/** How smoothly a page runs: how long it draws no frame, and how long what is pressed waits for one. */
import type { Page } from 'playwright-core';

const RECORD = `
  globalThis.frames = { longest: 0, longestTask: 0, longestAnswer: 0 };
  let last = performance.now();
  requestAnimationFrame(function next(now) {
    globalThis.frames.longest = Math.max(globalThis.frames.longest, now - last);
    last = now;
    requestAnimationFrame(next);
  });
  const observe = (name, options) =>
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        globalThis.frames[name] = Math.max(globalThis.frames[name], duration);
      }
    }).observe(options);
  observe('longestTask', { type: 'longtask' });
  observe('longestAnswer', { type: 'event', durationThreshold: 16 });
`;

/** What was recorded, in milliseconds. */
export interface Frames {
  /** The longest time between two frames. */
  readonly longest: number;
  /** CPU time of the page's main thread, which does not depend on what else the machine does. */
  readonly cpuMs: number;
  /** The longest task of the page; 0 if all were shorter than 50 ms. */
  readonly longestTask: number;
  /** The longest time from a click or a key to the frame that shows what came of it. */
  readonly longestAnswer: number;
}

/** @returns a function that ends it */
export async function recordFrames(page: Page): Promise<() => Promise<Frames>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await cpuMs();
  await page.evaluate(RECORD);
  return async () => {
    const frames: Omit<Frames, 'cpuMs'> = await page.evaluate('globalThis.frames');
    return { ...frames, cpuMs: (await cpuMs()) - before };
  };
}
