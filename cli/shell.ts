/** The outside world: as it is, and as commands see it. `main.ts` makes the real one, and tests make their own. */
import type { LabelledSecret, RedactedText, Trust } from '../safe-text/index.ts';

/** A terminal that shows one text at a time, instead of a log. */
export interface Screen {
  size(): { readonly columns: number; readonly rows: number };
  /** Replaces everything that is shown. */
  readonly draw: (text: string) => void;
  /** Calls back when the size changes, until the returned function is called. */
  readonly onResize: (callback: () => void) => () => void;
}

/** Everything that a program may touch. */
export interface Terminal {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** That of Node, as `24.21.0`. */
  readonly nodeVersion: string;
  /** Writes to standard output, without adding a line end. */
  readonly out: (text: string) => void;
  /** Writes to standard error, without adding a line end. */
  readonly err: (text: string) => void;
  /** From now on the program goes on if its output cannot be written: a verdict must not depend on who reads it. */
  readonly surviveLostOutput: () => void;
  /** True if a person can be asked. */
  readonly interactive: boolean;
  /** True if standard error is a terminal that can redraw a line. */
  readonly live: boolean;
  /** Whether standard output may have colours. */
  readonly colour: boolean;
  /** Whether standard error may have colours. */
  readonly errColour: boolean;
  /**
   * Writes to standard error, and calls back when it is written: whoever writes much writes one text after another, because
   * what a slow reader of a pipe leaves is kept in memory.
   */
  readonly errLater: (text: string, written: () => void) => void;
  /** Columns of the terminal, or 200. */
  readonly width: number;
  /** Undefined if standard output is not a terminal that can be cleared. */
  readonly screen?: Screen | undefined;
  /** Calls back with each key, Ctrl-C included, until the returned function is called; undefined without a keyboard. */
  readonly onKey?: ((callback: (key: string) => void) => () => void) | undefined;
  /** Asks the person a question and resolves with the answer. */
  readonly ask: (question: string) => Promise<string>;
  /** Calls back at SIGINT and SIGTERM until the returned function is called. */
  readonly onStop: (callback: (signal: 'SIGINT' | 'SIGTERM') => void) => () => void;
  /**
   * Calls back with each error that nobody catches, until the returned function is called; such an error then does not end
   * the program. Undefined where that cannot be seen.
   */
  readonly onUncaught?: ((callback: (error: unknown) => void) => () => void) | undefined;
  readonly random: () => number;
  /**
   * Runs a program in this terminal and resolves with its exit code, or that of a shell if a signal ended it.
   *
   * @throws the error of node:child_process if the program cannot be started
   */
  readonly spawn: (
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => Promise<number>;
  /** Runs this program again with other arguments and resolves with what it printed. */
  readonly own: (argv: readonly string[]) => Promise<string>;
}

/** What a command may touch: all its text goes through one redactor and one guard (see guard-shell.ts). */
export interface Shell extends Terminal {
  /**
   * Writes to standard output, without adding a line end. Secrets are hidden, and no text commands a terminal or a CI
   * system.
   *
   * @param trusted what the text may contain all the same, because a renderer put it there
   */
  readonly out: (text: string, trusted?: Trust) => void;
  /** Writes to standard error; see `out`. */
  readonly err: (text: string, trusted?: Trust) => void;
  readonly errLater: (text: string, written: () => void, trusted?: Trust) => void;
  /** Its text may have colours; everything else in it is treated as in `out`. */
  readonly screen?: Screen | undefined;
  /** Replaces the last line of standard error, on a terminal that can redraw it. */
  readonly redraw: (text: string) => void;
  /** From now on these secrets are hidden in everything that the command writes. */
  readonly hide: (secrets: readonly LabelledSecret[]) => void;
  /** The text for a file: with every hidden secret replaced by its label. */
  readonly redact: (text: string) => RedactedText;
}

/** Ends a command with a sentence and an exit code (docs/contract.md section 5). */
export class CommandError extends Error {
  readonly exitCode: 1 | 2 | 3 | 4 | 5;

  constructor(exitCode: 1 | 2 | 3 | 4 | 5, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
