/** How far a run is, on one line of a terminal. */
import type { ExampleResult } from '../../schemas/index.ts';
import { createLiveLine } from '../live-line.ts';
import type { Shell } from '../shell.ts';

export interface Progress {
  /** Redraws the line; called when an example ends. */
  tick(example: ExampleResult): void;
  clear(): void;
}

/** @param total number of examples that the run has */
export function createProgress(total: number, shell: Pick<Shell, 'live' | 'err' | 'width'>): Progress {
  const line = createLiveLine(shell);
  let done = 0;
  let failed = 0;
  return {
    tick({ id, verdict }) {
      done += 1;
      if (verdict === 'fail' || verdict === 'harness-error') failed += 1;
      const failures = failed === 0 ? '' : ` · ${failed} failed`;
      line.draw(`${done}/${total} examples${failures} · ${id} ${verdict}`);
    },
    clear: line.clear,
  };
}
