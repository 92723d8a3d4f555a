/** Collects changes for a moment: editors save in several steps, and a checkout changes many files. */

/** Calls back once after `ms` milliseconds, unless the returned function is called before. */
export type After = (ms: number, callback: () => void) => () => void;

export const systemAfter: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

const COLLECTING_MS = 100;

export interface ChangeCollector {
  add(path: string): void;
  /** Drops what was collected. */
  stop(): void;
}

/** @param onChange called with the paths of one change, each once, in the order in which they came */
export function collectChanges(after: After, onChange: (paths: readonly string[]) => void): ChangeCollector {
  const paths = new Set<string>();
  let cancel: (() => void) | undefined;
  const finish = () => {
    const now = [...paths];
    cancel = undefined;
    paths.clear();
    onChange(now);
  };
  return {
    add(path) {
      paths.add(path);
      cancel ??= after(COLLECTING_MS, finish);
    },
    stop() {
      cancel?.();
      cancel = undefined;
      paths.clear();
    },
  };
}
