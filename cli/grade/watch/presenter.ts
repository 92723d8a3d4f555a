/** Shows what `--watch` does: in one window that is redrawn, or in a block for each run. */

import { shellLinesFor } from '../../../safe-text/index.ts';
import type { ResultRecord } from '../../../schemas/index.ts';
import type { Shell } from '../../shell.ts';
import type { RunPlan, WatchState } from './watch-state.ts';
import { renderBlock, renderWindow, type WatchView, waitingInWords } from './watch-view.ts';

export interface Presenter {
  /** From now on something is shown. */
  start(target: string): void;
  /** A run begins: what the last one printed is dropped. */
  begin(): void;
  progress(text: string): void;
  note(line: string): void;
  /** Why the target does not answer; undefined once no run waits for it. */
  waiting(why: string | undefined): void;
  isWaiting(): boolean;
  changed(paths: readonly string[]): void;
  /** A run is over; it is shown at the next `report`. */
  took(record: ResultRecord, plan: RunPlan): void;
  report(state: WatchState): void;
  /** The run could not begin. */
  failed(problem: string, state: WatchState): void;
  /** Something that is shown until the end. */
  warn(text: string): void;
  show(state: WatchState): void;
  end(state: WatchState): void;
}

/** How often a bar that moves redraws the window. */
const REDRAW_MS = 50;

/** @param about what is shown all the time */
export function createPresenter(
  about: Pick<WatchView, 'watched' | 'reportDir'>,
  shell: Pick<Shell, 'screen' | 'onKey' | 'out' | 'err' | 'colour' | 'env'>,
  now: () => number,
): Presenter {
  const { screen } = shell;
  const warnings: string[] = [];
  let view: Omit<WatchView, 'state'> = {
    ...about,
    target: '',
    waiting: undefined,
    progress: '',
    last: undefined,
    change: undefined,
    problem: undefined,
    notes: [],
    hasKeys: shell.onKey !== undefined,
    shell: shellLinesFor(shell.env),
  };
  let isShown = false;
  let state: WatchState | undefined;
  let drawnAt = 0;
  let candidate: WatchView['last'];
  const draw = () => {
    if (!isShown || state === undefined || screen === undefined) return;
    drawnAt = now();
    const full = { ...view, state, notes: [...warnings, ...view.notes] };
    screen.draw(renderWindow(full, { colour: shell.colour, ...screen.size() }));
  };
  const change = (part: Partial<Omit<WatchView, 'state'>>) => {
    view = { ...view, ...part };
  };
  const print = (current: WatchState) => {
    state = current;
    if (screen === undefined) shell.out(renderBlock({ ...view, state }));
    draw();
  };
  return {
    start(target) {
      isShown = true;
      change({ target });
      draw();
    },
    begin: () => change({ notes: [], progress: '', problem: undefined }),
    progress(progress) {
      change({ progress });
      if (Math.abs(now() - drawnAt) >= REDRAW_MS) draw();
    },
    note: (line) => change({ notes: [...view.notes, line] }),
    waiting(waiting) {
      if (screen === undefined && waiting !== undefined && view.waiting === undefined) {
        shell.out(`${waitingInWords(waiting)}\n`);
      }
      change({ waiting });
      draw();
    },
    isWaiting: () => view.waiting !== undefined,
    changed: (paths) => change({ change: { paths, at: timeOf(now()) } }),
    took(record, plan) {
      candidate = { record, plan, at: timeOf(now()) };
    },
    report(current) {
      change({ last: candidate });
      print(current);
    },
    failed(problem, current) {
      change({ problem });
      print(current);
    },
    warn(text) {
      if (screen === undefined) shell.err(`${text}\n`);
      warnings.push(text);
      draw();
    },
    show(current) {
      state = current;
      draw();
    },
    end(current) {
      state = current;
      draw();
      if (isShown && screen !== undefined) shell.out('\n');
    },
  };
}

/** `14:03:22`, on the clock of this machine. */
function timeOf(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB');
}
