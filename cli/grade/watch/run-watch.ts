/** `verify --watch`: runs again after each change, what failed first. */
import { relative, resolve } from 'node:path';
import { isLoopback } from '../../../harness/address.ts';
import { systemTiming } from '../../../harness/ambient.ts';
import { whyNotAnswering } from '../../../harness/answering.ts';
import type { Settings } from '../../../harness/settings.ts';
import { isListening } from '../../../harness/target/index.ts';
import type { Shell } from '../../shell.ts';
import type { VerifyOptions } from '../verify.ts';
import { type After, collectChanges, systemAfter } from './collect-changes.ts';
import { eventsOfKeys } from './keys.ts';
import { createPresenter } from './presenter.ts';
import { createRunner, type GradeOnce } from './run-plan.ts';
import { hidingOnce } from './shell-of-run.ts';
import { type WatchFiles, watchFiles } from './watch-files.ts';
import { startWatchLoop, type WatchLoop } from './watch-loop.ts';
import { beginWatching, type WatchEvent, type WatchState } from './watch-state.ts';
import { watchForRestart } from './watch-target.ts';
import { readWatchedPaths } from './watched-paths.ts';

/** What `--watch` needs of the world; tests pass their own. */
export interface WatchWorld {
  readonly files: WatchFiles;
  readonly after: After;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** See harness/answering.ts. */
  readonly whyNotAnswering: (settings: Settings) => Promise<string | undefined>;
  readonly isListening: (url: string) => Promise<boolean>;
}

const SYSTEM: WatchWorld = {
  files: watchFiles,
  after: systemAfter,
  now: systemTiming.now,
  whyNotAnswering: (settings) => whyNotAnswering(settings, systemTiming),
  isListening,
};

/** The exit codes of a run that was never over: the target did not answer, or the run was stopped. */
const [UNREACHABLE, INCOMPLETE] = [4, 3];

/**
 * Runs until a person ends it.
 *
 * @returns the exit code of the last run of everything that was over; without one, that of the run that was stopped
 * @throws CommandError with exit code 2 if the first run cannot begin
 */
export async function runWatch(
  options: VerifyOptions,
  bareShell: Shell,
  gradeOnce: GradeOnce,
  world: WatchWorld = SYSTEM,
): Promise<number> {
  const shell = hidingOnce(bareShell);
  const { cwd } = shell;
  const { watch, reportDir } = options;
  const paths = readWatchedPaths(watch, { cwd, reportDir: resolve(cwd, reportDir) });
  const presenter = createPresenter({ watched: watch, reportDir }, shell, world.now);
  let loop: WatchLoop | undefined;
  let settings: Settings | undefined;
  let release: (() => void) | undefined;
  let isUnanswered = false;
  const send = (event: WatchEvent) => loop?.send(event);
  const state = () => loop?.state() ?? beginWatching();

  const restarts = watchForRestart(world.after, () => {
    if (!presenter.isWaiting()) send({ kind: 'restarting' });
  });
  const changes = collectChanges(world.after, (changed) => {
    presenter.changed(changed.map((path) => relative(cwd, path) || path));
    send({ kind: 'changed' });
    if (settings === undefined || settings.embedded) return;
    const { baseUrl } = settings;
    // A change of files here rarely restarts a server on another machine.
    if (isLoopback(new URL(baseUrl))) restarts.begin(() => world.isListening(baseUrl));
  });
  const runner = createRunner({
    ...{ gradeOnce, options, shell, presenter, state },
    after: world.after,
    whyNotAnswering: world.whyNotAnswering,
    onReady(ready) {
      settings = ready;
      // Not before: until then a question may be asked.
      if (release !== undefined) return;
      release = listen(shell, {
        onKeys(keys) {
          for (const event of eventsOfKeys(keys)) {
            if (event.kind === 'everything' && presenter.isWaiting()) runner.hurry();
            send(event);
          }
        },
        onStop: () => send({ kind: 'quit' }),
        onResize: () => presenter.show(state()),
      });
      presenter.show(state());
      presenter.start(ready.embedded ? 'the embedded emulator (no --base-url)' : ready.baseUrl);
    },
  });
  const unwatch = await world.files(paths, changes.add, presenter.warn);
  try {
    loop = startWatchLoop({
      run: runner.run,
      report: presenter.report,
      show(now) {
        if (isEnding(now)) {
          isUnanswered ||= presenter.isWaiting();
          // From now on a second Ctrl-C ends the program at once.
          release?.();
        }
        presenter.show(now);
      },
    });
    const last = await loop.over;
    presenter.end(last);
    return last.exitCode ?? last.stoppedCode ?? (isUnanswered ? UNREACHABLE : INCOMPLETE);
  } finally {
    release?.();
    changes.stop();
    restarts.stop();
    await unwatch();
  }
}

function isEnding({ phase, following }: WatchState): boolean {
  return phase === 'over' || following === 'quit';
}

interface Listeners {
  onKeys(keys: string): void;
  onStop(): void;
  onResize(): void;
}

/** @returns a function that ends it; it may be called again */
function listen({ onKey, onStop, screen }: Shell, listeners: Listeners): () => void {
  const ends = [onStop(listeners.onStop), onKey?.(listeners.onKeys), screen?.onResize(listeners.onResize)];
  return () => {
    for (const end of ends.splice(0)) end?.();
  };
}
