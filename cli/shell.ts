/** The outside world, as commands see it; `main.ts` makes the real one and tests make their own. */

/** Everything a command may touch. */
export interface Shell {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
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
  readonly colour: boolean;
  /** Columns of the terminal, or 200. */
  readonly width: number;
  /** Asks the person a question and resolves with the answer. */
  readonly ask: (question: string) => Promise<string>;
  /** Calls back at SIGINT and SIGTERM until the returned function is called. */
  readonly onStop: (callback: (signal: 'SIGINT' | 'SIGTERM') => void) => () => void;
  readonly random: () => number;
  /** Runs a program in this terminal and resolves with its exit code; 127 if there is no such program. */
  readonly spawn: (
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => Promise<number>;
  /** Runs this program again with other arguments and resolves with what it printed. */
  readonly own: (argv: readonly string[]) => Promise<string>;
}

/** Ends a command with a sentence and an exit code (docs/contract.md section 5). */
export class CommandError extends Error {
  readonly exitCode: 1 | 2 | 3 | 4 | 5;

  constructor(exitCode: 1 | 2 | 3 | 4 | 5, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
