/** Whether a run should end early, because a person stopped it or it reached a limit, and the words for it. */
import type { RunLimit } from './run-limit.ts';

/** One per run. */
export interface RunEnd {
  /** True once the run should end early. */
  stopped(): boolean;
  /** The reason of an example that the end came before, or during which it came. */
  whyStopped(when: 'before' | 'during'): string;
  /** The limit that kept something of the run from being done; undefined if none did. */
  limited(): string | undefined;
}

/** @param stopped true once a person stopped the run */
export function createRunEnd(stopped: () => boolean, limit: Pick<RunLimit, 'reached'>): RunEnd {
  let limited: string | undefined;
  return {
    stopped: () => stopped() || limit.reached() !== undefined,
    whyStopped(when) {
      const reached = limit.reached();
      if (stopped() || reached === undefined) return `the run was stopped ${when} this example`;
      limited = reached;
      return reached;
    },
    limited: () => limited,
  };
}
