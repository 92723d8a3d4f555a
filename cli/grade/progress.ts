/** How far a run is: a bar on a terminal, and in CI a line every ten seconds. */
import type { ExampleResult } from '../../schemas/index.ts';
import { barOf, createLiveLine } from '../live-line.ts';
import type { Shell } from '../shell.ts';
import type { Ticker } from '../ticker.ts';

export interface Progress {
  /** Counts an example that ended. */
  tick(example: Pick<ExampleResult, 'id' | 'verdict'>): void;
  /** Removes the bar; the next example draws it again. */
  clear(): void;
  /** Removes the bar, and prints no more. */
  end(): void;
}

const LINE_EVERY_MS = 10_000;
const REDRAW_EVERY_MS = 1000;

/** @param total number of examples that the run has */
export function createProgress(
  total: number,
  shell: Pick<Shell, 'live' | 'err' | 'redraw' | 'width'>,
  ticker: Ticker,
): Progress {
  const line = createLiveLine(shell);
  const startedAt = ticker.now();
  let done = 0;
  let failed = 0;
  let last = '';
  const state = () => stateInWords({ total, done, failed, elapsedMs: ticker.now() - startedAt });
  const draw = () => line.draw(`${barOf(total === 0 ? undefined : done / total)}${state()}${last}`);
  const stop = shell.live
    ? ticker.every(REDRAW_EVERY_MS, draw)
    : ticker.every(LINE_EVERY_MS, () => shell.err(`${state()}\n`));
  return {
    tick({ id, verdict }) {
      done += 1;
      if (verdict === 'fail' || verdict === 'harness-error') failed += 1;
      last = ` · ${id} ${verdict}`;
      draw();
    },
    clear: line.clear,
    end() {
      stop();
      line.clear();
    },
  };
}

interface State {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly elapsedMs: number;
}

/** `115/230 examples · 2 failed · 3.8/s · about 30 s left` */
function stateInWords({ total, done, failed, elapsedMs }: State): string {
  const parts = [`${done}/${total} examples`, ...(failed === 0 ? [] : [`${failed} failed`])];
  if (done > 0 && elapsedMs > 0) {
    const perSecond = (done * 1000) / elapsedMs;
    parts.push(`${perSecond.toFixed(1)}/s`);
    if (done < total) parts.push(`about ${durationInWords((total - done) / perSecond)} left`);
  }
  return parts.join(' · ');
}

/** `30 s`, `2 min 5 s` */
function durationInWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
