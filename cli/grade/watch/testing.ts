/** Timers that only a test moves. */
import type { After } from './collect-changes.ts';

export interface ManualTimers {
  readonly after: After;
  advance(ms: number): void;
  /** Resolves when what was resolved so far has had its effects. */
  settled(): Promise<void>;
}

export function manualTimers(): ManualTimers {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        if (timers.delete(timer)) timer.callback();
      }
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
