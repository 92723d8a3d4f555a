/** One line on a terminal that is redrawn; silent if standard error is not a terminal. */
import wrapAnsi from 'wrap-ansi';
import type { Shell } from './shell.ts';

export interface LiveLine {
  /** Replaces the line; a text wider than the terminal is cut, so that it never wraps. */
  draw(text: string): void;
  clear(): void;
}

/** Columns of a bar. */
const BAR_WIDTH = 24;

export function createLiveLine({ live, redraw, width }: Pick<Shell, 'live' | 'redraw' | 'width'>): LiveLine {
  if (!live) return { draw() {}, clear() {} };
  return {
    draw: (text) => redraw(firstColumns(text, width - 1)),
    clear: () => redraw(''),
  };
}

function firstColumns(text: string, columns: number): string {
  const [line = ''] = wrapAnsi(text, columns, { hard: true, wordWrap: false, trim: false }).split('\n');
  return line;
}

/** `[████░░░░] 50% · `, or nothing if the share is unknown. */
export function barOf(share: number | undefined): string {
  if (share === undefined) return '';
  const done = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `[${'█'.repeat(done)}${'░'.repeat(BAR_WIDTH - done)}] ${Math.floor(Math.min(1, share) * 100)}% · `;
}
