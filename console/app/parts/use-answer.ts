/** Reads something of the control plane, and reads it again when what it depends on has changed. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ControlPlane } from '../../../client/world.ts';
import { messageOf, plane } from '../live/plane.ts';

interface Read<Answer> {
  readonly answer: ReadonlySignal<Answer | undefined>;
  /** Why it could not be read; empty if it was. */
  readonly problem: ReadonlySignal<string>;
}

/** Calls come more often than a list must be read, and a person types faster. */
const PAUSE_MS = 150;

/**
 * @param on what it depends on; it is compared as JSON
 * @param read is called again also if a signal changes that it reads before it waits
 */
export function useAnswer<Answer>(
  on: () => unknown,
  read: (plane: ControlPlane) => () => Promise<Answer>,
): Read<Answer> {
  const answer = useSignal<Answer | undefined>(undefined);
  const problem = useSignal('');
  const changes = useComputed(() => JSON.stringify(on()));
  const reading = useRef<ReadState<Answer>>({ ask: undefined, wait: undefined, begun: 0 }).current;

  const begin = async (): Promise<void> => {
    reading.wait = undefined;
    reading.begun += 1;
    const { ask, begun } = reading;
    try {
      const found = await ask?.();
      if (begun !== reading.begun) return;
      answer.value = found;
      problem.value = '';
    } catch (error) {
      if (begun === reading.begun) problem.value = messageOf(error);
    }
  };

  useSignalEffect(() => {
    void changes.value;
    reading.ask = read(plane());
    reading.wait ??= setTimeout(begin, reading.begun === 0 ? 0 : PAUSE_MS);
  });
  useEffect(
    () => () => {
      clearTimeout(reading.wait);
      // Whatever is still on its way is of a part of the page that is gone.
      reading.begun += 1;
    },
    [reading],
  );
  return { answer, problem };
}

interface ReadState<Answer> {
  ask: (() => Promise<Answer>) | undefined;
  wait: ReturnType<typeof setTimeout> | undefined;
  /** How many have begun; only the latest counts. */
  begun: number;
}
