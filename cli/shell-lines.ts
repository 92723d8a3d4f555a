/** Lines to copy, in the language of the shell that runs the program: a POSIX shell or PowerShell. */
import type { Shell } from './shell.ts';

/** How to write what a person copies into a terminal. */
export interface ShellLines {
  /** The name of the program curl: in Windows PowerShell, `curl` alone is another command. */
  readonly curl: string;
  /** One word of a command. */
  word(text: string): string;
  /** Sets a variable for the commands that follow. */
  assign(name: string, value: string): string;
}

/**
 * Windows sets `OS`, and PowerShell sets `PSModulePath` on every system. On Windows a POSIX shell such as Git Bash sets
 * `SHELL`. cmd.exe cannot be told from PowerShell there, and gets the lines of PowerShell.
 */
export function shellLinesFor({ OS, SHELL, PSModulePath }: Shell['env']): ShellLines {
  const isWindows = OS === 'Windows_NT';
  const isPowerShell = isWindows ? !SHELL : Boolean(PSModulePath);
  if (!isPowerShell) return POSIX;
  return isWindows ? { ...POWERSHELL, curl: 'curl.exe' } : POWERSHELL;
}

const POSIX: ShellLines = {
  curl: 'curl',
  word: (text) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`),
  assign: (name, value) => `export ${name}=${POSIX.word(value)}`,
};

const POWERSHELL: ShellLines = {
  curl: 'curl',
  // PowerShell reads typographic quotes as quotes too, and doubles any of them.
  word: (text) => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`,
  assign: (name, value) => `$env:${name} = ${POWERSHELL.word(value)}`,
};
