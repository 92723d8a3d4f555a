/** Whether the target answers, and whether a change restarts it. */
import type { After } from './collect-changes.ts';

/** How soon a target that does not answer is tried again. */
const AGAIN_MS = 250;

/**
 * Waits until the target answers.
 *
 * @param look resolves with why the target does not answer; undefined if it does
 * @param onWaiting called with each reason, and with undefined at the end
 * @param signal aborted when the wait is over
 */
export async function untilAnswering(
  look: () => Promise<string | undefined>,
  onWaiting: (why: string | undefined) => void,
  after: After,
  signal: AbortSignal,
): Promise<void> {
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  while (!signal.aborted) {
    const why = await Promise.race([look(), aborted]);
    if (why === undefined) break;
    onWaiting(why);
    let cancel = () => {};
    const pause = new Promise<void>((resolve) => {
      cancel = after(AGAIN_MS, resolve);
    });
    await Promise.race([pause, aborted]);
    cancel();
  }
  onWaiting(undefined);
}

/** Programs that restart a server notice a change up to some seconds later than we do. */
const [LOOK_EVERY_MS, LOOKS] = [50, 200];

export interface RestartWatch {
  /** From now on, for ten seconds, a port that closes is noticed. */
  begin(isListening: () => Promise<boolean>): void;
  stop(): void;
}

/** @param onRestarting called each time when the target stops listening */
export function watchForRestart(after: After, onRestarting: () => void): RestartWatch {
  let round = 0;
  let cancel = () => {};
  const stop = () => {
    round += 1;
    cancel();
  };
  return {
    stop,
    begin(isListening) {
      stop();
      const own = round;
      const look = async (left: number, wasListening: boolean): Promise<void> => {
        const listens = await isListening();
        if (own !== round) return;
        if (wasListening && !listens) onRestarting();
        if (left > 0 && own === round) cancel = after(LOOK_EVERY_MS, () => void look(left - 1, listens));
      };
      void look(LOOKS, true);
    },
  };
}
