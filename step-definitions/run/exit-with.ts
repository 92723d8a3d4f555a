/** The exit code of a process that is not ours to end. */

/** What is needed of a process. */
export interface EndingProcess {
  exitCode?: number | string | null | undefined;
  once(event: 'exit', listener: () => void): unknown;
}

/** Lets a process end with a code, whatever it is set to until then. */
export function exitWith(code: number, ending: EndingProcess): void {
  ending.once('exit', () => {
    ending.exitCode = code;
  });
}
