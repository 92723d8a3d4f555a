/** Lines for a reader that may be slow: what it does not read in time is left out and counted. */

/** Characters that wait for the reader at most. */
const MOST_WAITING = 1_000_000;

/** Lines that were taken and are still in the list. */
const MOST_TAKEN = 1_000;

/** Characters of one write: a pipe takes so many bytes at once, so that no other text gets between them. */
const AT_ONCE = 4_000;

export interface LossyLines {
  put(line: string): void;
  /** Resolves when everything is written. */
  flushed(): Promise<void>;
}

interface LossyOptions {
  /** Writes a text and calls back when it is written. */
  readonly write: (text: string, written: () => void) => void;
  /** A line that says how many lines were left out. */
  readonly leftOut: (lines: number) => string;
  /** Default: a million characters. */
  readonly mostWaiting?: number;
}

export function createLossyLines({ write, leftOut, mostWaiting = MOST_WAITING }: LossyOptions): LossyLines {
  let lines: string[] = [];
  let next = 0;
  let waiting = 0;
  let lost = 0;
  let isWriting = false;
  let idle: (() => void)[] = [];

  const take = (): string => {
    let text = '';
    while (next < lines.length && (text === '' || text.length + (lines[next] ?? '').length <= AT_ONCE)) {
      text += lines[next];
      next += 1;
    }
    waiting -= text.length;
    // With a reader that nearly keeps up, the list never ends.
    if (next === lines.length || next > MOST_TAKEN) {
      lines = lines.slice(next);
      next = 0;
    }
    return text;
  };

  const pump = (): void => {
    if (isWriting) return;
    if (lines.length === 0 && lost > 0) {
      const missing = leftOut(lost);
      lost = 0;
      lines.push(missing);
      waiting += missing.length;
    }
    if (lines.length === 0) {
      for (const resolve of idle) resolve();
      idle = [];
      return;
    }
    isWriting = true;
    write(take(), () => {
      isWriting = false;
      pump();
    });
  };

  return {
    put(line) {
      // Once a line is lost, those after it are too, so that the note about them is in its place.
      if (lost > 0 || waiting + line.length > mostWaiting) {
        lost += 1;
        return;
      }
      lines.push(line);
      waiting += line.length;
      pump();
    },
    flushed: () =>
      new Promise((resolve) => {
        idle.push(resolve);
        pump();
      }),
  };
}
