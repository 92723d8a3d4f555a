/** Keeps a list as it is while somebody presses into it. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

/** A touch becomes a click a moment after it has ended. */
const UNTIL_CLICK_MS = 50;

interface Pressed<Row> {
  readonly rows: readonly Row[];
  /** To be called when the list is pressed. */
  readonly onPress: () => void;
}

/**
 * A browser makes a click of a press and a release on the same element, so that a row that moves in between cannot be
 * opened.
 *
 * @param latest the rows as they are now
 * @returns the rows as they were when the list was pressed, until it is released
 */
export function usePressed<Row>(latest: readonly Row[]): Pressed<Row> {
  const kept = useSignal<readonly Row[] | undefined>(undefined);
  const ending = useRef<number | undefined>(undefined);
  return {
    rows: kept.value ?? latest,
    onPress() {
      clearTimeout(ending.current);
      kept.value ??= latest;
      const released = new AbortController();
      const release = () => {
        released.abort();
        ending.current = window.setTimeout(() => {
          kept.value = undefined;
        }, UNTIL_CLICK_MS);
      };
      for (const end of ['pointerup', 'pointercancel', 'blur']) {
        addEventListener(end, release, { signal: released.signal });
      }
    },
  };
}
