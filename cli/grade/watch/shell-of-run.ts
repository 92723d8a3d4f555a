/** The shell of one run of `--watch`: what the run prints becomes part of what is shown. */
import type { LabelledSecret } from '../../../safe-text/index.ts';
import type { Shell } from '../../shell.ts';

export interface RunOutput {
  onProgress(text: string): void;
  /** A line that the run printed on standard error. */
  onNote(line: string): void;
}

/** @param signal stops the run */
export function shellOfRun(shell: Shell, { onProgress, onNote }: RunOutput, signal: AbortSignal): Shell {
  return {
    ...shell,
    live: true,
    // The report that a run prints is shown in another form.
    out: () => {},
    err(text) {
      for (const line of text.split('\n').filter(Boolean)) onNote(line);
    },
    redraw: onProgress,
    // A program that shows one run after another ends with whoever reads it.
    surviveLostOutput: () => {},
    onStop(callback) {
      const stop = () => callback('SIGINT');
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      return () => signal.removeEventListener('abort', stop);
    },
  };
}

/** Each run hides the same secrets again, and a list of them must not grow with every run. */
export function hidingOnce(shell: Shell): Shell {
  const hidden = new Set<string>();
  return {
    ...shell,
    hide(secrets: readonly LabelledSecret[]) {
      const fresh = secrets.filter((secret) => !hidden.has(JSON.stringify(secret)));
      for (const secret of fresh) hidden.add(JSON.stringify(secret));
      if (fresh.length > 0) shell.hide(fresh);
    },
  };
}
