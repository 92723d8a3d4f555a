/** Waits for other things than calls, such as a fault plan that is spent, no longer than a client wants. */

/** Calls a function after a time. @returns a function that prevents it */
export type StartTimer = (ms: number, run: () => void) => () => void;

/** How a wait ended without what was waited for: `full` if too many wait already. */
export interface WaitEnd {
  readonly end: 'late' | 'full' | 'gone' | 'reset' | 'closed';
}

/** Waits for something that can be aborted. */
export type Within = <Value>(
  ms: number,
  wait: (signal: AbortSignal) => Promise<Value>,
  gone?: AbortSignal,
) => Promise<{ readonly value: Value } | WaitEnd>;

interface OtherWaits {
  readonly within: Within;
  readonly waiting: number;
  /** Ends all of them. */
  end(how: 'reset' | 'closed'): void;
}

export function createOtherWaits(timer: StartTimer): OtherWaits {
  const ends = new Set<(how: 'reset' | 'closed') => void>();
  return {
    async within(ms, wait, gone) {
      if (gone?.aborted) return { end: 'gone' };
      const controller = new AbortController();
      let how: WaitEnd['end'] | undefined;
      const end = (reason: WaitEnd['end']) => {
        how ??= reason;
        controller.abort();
      };
      const onGone = () => end('gone');
      gone?.addEventListener('abort', onGone, { once: true });
      const stopTimer = timer(ms, () => end('late'));
      ends.add(end);
      try {
        const value = await wait(controller.signal);
        return how === undefined ? { value } : { end: how };
      } finally {
        ends.delete(end);
        stopTimer();
        gone?.removeEventListener('abort', onGone);
      }
    },
    get waiting() {
      return ends.size;
    },
    end(how) {
      for (const end of [...ends]) end(how);
    },
  };
}
