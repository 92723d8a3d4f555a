/** Reads something of the control plane, and reads it again whenever the state of the world changes. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import type { ControlPlane } from '../../../client/world.ts';
import { messageOf, plane } from '../live/plane.ts';
import { state } from '../live/state.ts';

interface Read<Answer> {
  readonly answer: ReadonlySignal<Answer | undefined>;
  /** Why it could not be read; empty if it was. */
  readonly problem: ReadonlySignal<string>;
}

/**
 * @param read is called again also if a signal changes that it reads before it waits
 * @param pauseMs how long nothing must change before it is called. Default: 0
 */
export function useAnswer<Answer>(
  read: (plane: ControlPlane) => () => Promise<Answer>,
  pauseMs = 0,
): Read<Answer> {
  const answer = useSignal<Answer | undefined>(undefined);
  const problem = useSignal('');
  useSignalEffect(() => {
    void state.value;
    const ask = read(plane());
    let isLatest = true;
    const wait = setTimeout(async () => {
      try {
        const found = await ask();
        if (!isLatest) return;
        answer.value = found;
        problem.value = '';
      } catch (error) {
        if (isLatest) problem.value = messageOf(error);
      }
    }, pauseMs);
    return () => {
      isLatest = false;
      clearTimeout(wait);
    };
  });
  return { answer, problem };
}
