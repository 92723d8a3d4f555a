/** One line on a terminal that says how far a run is; nothing elsewhere. */
import type { ExampleResult } from '../../schemas/index.ts';
import type { Shell } from '../shell.ts';

/** Redraws its line as examples end. */
export interface Progress {
  tick(example: ExampleResult): void;
  clear(): void;
}

export function createProgress(
  total: number,
  { live, err, width }: Pick<Shell, 'live' | 'err' | 'width'>,
): Progress {
  if (!live) return { tick() {}, clear() {} };
  let done = 0;
  let unmet = 0;
  return {
    tick({ id, verdict }) {
      done += 1;
      if (verdict === 'fail' || verdict === 'harness-error') unmet += 1;
      const failures = unmet === 0 ? '' : ` · ${unmet} failed`;
      err(`\r\u001b[2K${`${done}/${total} examples${failures} · ${id} ${verdict}`.slice(0, width - 1)}`);
    },
    clear: () => err('\r\u001b[2K'),
  };
}
