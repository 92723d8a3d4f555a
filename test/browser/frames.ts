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
  /** The longest task of the page; 0 if all were shorter than 50 ms. */
  readonly longestTask: number;
  /** The longest time from a click or a key to the frame that shows what came of it. */
  readonly longestAnswer: number;
}

export async function recordFrames(page: Page): Promise<void> {
  await page.evaluate(RECORD);
}

export function framesOf(page: Page): Promise<Frames> {
  return page.evaluate('globalThis.frames');
}
