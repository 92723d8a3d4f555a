/** A bar on a terminal: how far, how fast, with which outcomes; nothing elsewhere. */
import type { Shell } from '../shell.ts';
import { inShort, type Outcomes, total } from './outcomes.ts';

/** Redraws its line at most ten times a second. */
export interface Bar {
  draw(outcomes: Outcomes): void;
  clear(): void;
}

const WIDTH = 24;
const REDRAW_MS = 100;

/**
 * @param share how much of the input was read, from 0 to 1; undefined where its size is not known
 * @param now milliseconds, for the rate
 */
export function createBar(
  { live, err, width }: Pick<Shell, 'live' | 'err' | 'width'>,
  share: () => number | undefined,
  now: () => number,
): Bar {
  if (!live) return { draw() {}, clear() {} };
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let before: number | undefined;
  return {
    draw(outcomes) {
      before ??= total(outcomes) - 1;
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      const rate = Math.round(((total(outcomes) - before) * 1000) / Math.max(1, now() - startedAt));
      const text = `${shape(share())}${total(outcomes)} calls · ${rate}/s · ${inShort(outcomes)}`;
      err(`\r\u001b[2K${text.slice(0, width - 1)}`);
    },
    clear: () => err('\r\u001b[2K'),
  };
}

function shape(share: number | undefined): string {
  if (share === undefined) return '';
  const done = Math.round(Math.min(1, share) * WIDTH);
  return `[${'█'.repeat(done)}${'░'.repeat(WIDTH - done)}] ${Math.floor(Math.min(1, share) * 100)}% · `;
}
