/** Reads something of the control plane, and reads it again whenever the state of the world changes. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { ask } from '../live/api.ts';
import { state } from '../live/state.ts';
import { messageOf } from './problem.tsx';

interface Read<Answer> {
  readonly answer: ReadonlySignal<Answer | undefined>;
  /** Why it could not be read; empty if it was. */
  readonly problem: ReadonlySignal<string>;
}

export function useAnswer<Answer>(path: string): Read<Answer> {
  const answer = useSignal<Answer | undefined>(undefined);
  const problem = useSignal('');
  useSignalEffect(() => {
    void state.value;
    const controller = new AbortController();
    ask<Answer>(path, controller.signal)
      .then((read) => {
        answer.value = read;
        problem.value = '';
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) problem.value = messageOf(error);
      });
    return () => controller.abort();
  });
  return { answer, problem };
}
