/** What only people who look on need: the live view, and runs that grade. Each is made when it is first asked for. */
import { createGrading, type Grading, type GradingOptions } from './grading/index.ts';
import type { Live, LiveOptions } from './live/index.ts';

export interface Onlookers {
  /** The live view. */
  openLive(): Promise<Live>;
  /** Runs that grade, by the grader that was handed in. */
  readonly grading: Grading;
  /** Says that the state may have changed. */
  touch(): void;
  /** Says that records, traces and journal were emptied. */
  clear(): void;
  /** Ends readers and runs, also those that begin later. */
  stop(): void;
}

export interface OnlookersOptions {
  readonly live: LiveOptions;
  readonly grading: Omit<GradingOptions, 'touch'>;
}

export function createOnlookers(options: OnlookersOptions): Onlookers {
  let live: Live | undefined;
  let grading: Grading | undefined;
  let isStopped = false;
  const touch = () => live?.touch();
  return {
    async openLive() {
      const { createLive } = await import('./live/index.ts');
      live ??= createLive(options.live);
      return live;
    },
    get grading() {
      grading ??= createGrading({ ...options.grading, touch });
      if (isStopped) grading.end();
      return grading;
    },
    touch,
    clear() {
      grading?.forget();
      live?.reset();
    },
    stop() {
      isStopped = true;
      grading?.end();
      live?.end();
    },
  };
}
