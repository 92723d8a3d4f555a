/** Does what a person asked for, and holds what went wrong with it. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { messageOf } from '../live/plane.ts';

interface Action {
  readonly run: (action: () => Promise<unknown>) => Promise<void>;
  /** What went wrong the last time; empty if nothing did. */
  readonly problem: ReadonlySignal<string>;
}

export function useAction(): Action {
  const problem = useSignal('');
  return {
    problem,
    async run(action) {
      try {
        await action();
        problem.value = '';
      } catch (error) {
        problem.value = messageOf(error);
      }
    },
  };
}
