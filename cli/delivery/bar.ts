/** A progress bar on a terminal: how far a delivery is, how fast, and with which outcomes. */
import { barOf, createLiveLine } from '../live-line.ts';
import type { Shell } from '../shell.ts';
import { inShort, type Outcomes, total } from './outcomes.ts';

export interface Bar {
  /** Redraws the line, at most ten times a second. */
  draw(outcomes: Outcomes): void;
  clear(): void;
}

const REDRAW_MS = 100;

/**
 * @param share how much of the input has been read, from 0 to 1; undefined if its size is unknown
 * @param now milliseconds, for the rate
 */
export function createBar(
  shell: Pick<Shell, 'live' | 'redraw' | 'width'>,
  share: () => number | undefined,
  now: () => number,
): Bar {
  const line = createLiveLine(shell);
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let before: number | undefined;
  return {
    draw(outcomes) {
      before ??= total(outcomes) - 1;
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      const rate = Math.round(((total(outcomes) - before) * 1000) / Math.max(1, now() - startedAt));
      const calls = total(outcomes) === 1 ? '1 call' : `${total(outcomes)} calls`;
      line.draw(`${barOf(share())}${calls} · ${rate}/s · ${inShort(outcomes)}`);
    },
    clear: line.clear,
  };
}
