/** One line about a load that is under way. */
import { barOf, createLiveLine } from '../live-line.ts';
import type { Shell } from '../shell.ts';
import type { PartProgress } from './send-order.ts';

export interface LoadLine {
  draw(all: readonly PartProgress[]): void;
  clear(): void;
}

/** How much of the time the shown rate is about, in milliseconds. */
const WINDOW_MS = 3000;

/**
 * @param due calls that are to be sent, with those of earlier starts
 * @param now milliseconds
 */
export function createLoadLine(
  shell: Pick<Shell, 'live' | 'redraw' | 'width'>,
  due: number,
  now: () => number,
): LoadLine {
  const line = createLiveLine(shell);
  let seen: { readonly at: number; readonly done: number }[] = [];
  return {
    draw(all) {
      const sum = (of: (one: PartProgress) => number) => all.reduce((total, one) => total + of(one), 0);
      const done = sum((one) => one.done);
      const at = now();
      seen = [...seen.filter((one) => one.at >= at - WINDOW_MS), { at, done }];
      const [first = { at, done }] = seen;
      const perSecond = ((done - first.done) * 1000) / Math.max(1, at - first.at);
      const slowest = (of: 'p50' | 'p99') => Math.max(0, ...all.map(({ latencyMs }) => latencyMs?.[of] ?? 0));
      const parts = [
        `${barOf(done / due)}${done} calls`,
        `${Math.round(perSecond)}/s`,
        `p50 ${slowest('p50').toFixed(1)} ms, p99 ${slowest('p99').toFixed(1)} ms`,
        `${sum((one) => one.notAccepted)} not accepted`,
        `${sum((one) => one.sentAgain)} sent again`,
        perSecond > 0 ? `${inWords((due - done) / perSecond)} left` : '',
      ];
      line.draw(parts.filter((part) => part !== '').join(' · '));
    },
    clear: line.clear,
  };
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
