/** Carries out one run of `--watch`. */
import type { Settings } from '../../../harness/settings.ts';
import type { ResultRecord } from '../../../schemas/index.ts';
import { CommandError, type Shell } from '../../shell.ts';
import type { VerifyOptions } from '../verify.ts';
import type { After } from './collect-changes.ts';
import { endedRun } from './ended-run.ts';
import type { Presenter } from './presenter.ts';
import { shellOfRun } from './shell-of-run.ts';
import type { WatchPorts } from './watch-loop.ts';
import { isRepeated, type RunPlan, type WatchState } from './watch-state.ts';
import { untilAnswering } from './watch-target.ts';
import type { WatchedRun } from './watched-run.ts';

/** Grades once, and resolves with the exit code. */
export type GradeOnce = (options: VerifyOptions, shell: Shell, watched: WatchedRun) => Promise<number>;

interface RunnerParts {
  readonly gradeOnce: GradeOnce;
  readonly options: VerifyOptions;
  readonly shell: Shell;
  readonly presenter: Presenter;
  readonly after: After;
  readonly whyNotAnswering: (settings: Settings) => Promise<string | undefined>;
  readonly state: () => WatchState;
  /** Called as soon as a person has agreed to a run, with its settings. */
  readonly onReady: (settings: Settings) => void;
}

export interface Runner {
  readonly run: WatchPorts['run'];
  /** The next run does not wait for the target. */
  hurry(): void;
}

export function createRunner(parts: RunnerParts): Runner {
  const { gradeOnce, options, shell, presenter, after, whyNotAnswering, state, onReady } = parts;
  let { seed } = options;
  let isAgreed = options.yes;
  let hurries = false;
  const answered = async (settings: Settings, signal: AbortSignal) => {
    if (settings.embedded || hurries) hurries = false;
    else await untilAnswering(() => whyNotAnswering(settings), presenter.waiting, after, signal);
  };
  return {
    hurry() {
      hurries = true;
    },
    async run(plan, signal) {
      let graded: ResultRecord | undefined;
      presenter.begin();
      const watched: WatchedRun = {
        async ready(settings) {
          onReady(settings);
          isAgreed = true;
          if (!signal.aborted) await answered(settings, signal);
          return !signal.aborted;
        },
        ended(record) {
          graded = record;
          seed = String(record.run.seed);
          presenter.took(record, plan);
          return isKept(record, plan, state());
        },
      };
      const output = {
        onProgress: presenter.progress,
        // A run that is stopped has nothing to say that is true of the next one.
        onNote(line: string) {
          if (!signal.aborted) presenter.note(line);
        },
      };
      const own = { ...optionsOf(plan, options, seed), yes: isAgreed };
      try {
        const exitCode = await gradeOnce(own, shellOfRun(shell, output, signal), watched);
        return graded && { ...endedRun(graded), exitCode };
      } catch (error) {
        // At the beginning it is the command line that is wrong, later a file that is being edited.
        if (!(error instanceof CommandError) || state().selected === undefined) throw error;
        presenter.failed(error.message, state());
        return undefined;
      }
    },
  };
}

/** What failed runs again with the values that it failed with, and its records are not looked at once more. */
function optionsOf({ clauses }: RunPlan, options: VerifyOptions, seed: VerifyOptions['seed']): VerifyOptions {
  const once = { ...options, watch: [] };
  if (clauses === 'everything') return once;
  return {
    ...once,
    clauses,
    seed,
    lastLook: '0',
    explore: undefined,
    explorePath: undefined,
    history: false,
  };
}

/** Reports are about everything; what was stopped is kept only if there is nothing else to keep. */
function isKept(record: ResultRecord, plan: RunPlan, state: WatchState): boolean {
  const run = endedRun(record);
  if (plan.clauses !== 'everything' || isRepeated(state, run)) return false;
  return run.isWhole || (state.following === 'quit' && state.exitCode === undefined);
}
