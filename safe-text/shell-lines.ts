/** Lines to copy, in the language of the shell that runs the program: a POSIX shell or PowerShell. */
import { POSIX } from './posix.ts';
import { POWERSHELL } from './powershell.ts';
import type { ShellLines } from './shell-syntax.ts';

/**
 * Windows sets `OS`, and PowerShell sets `PSModulePath` on every system. On Windows a POSIX shell such as Git Bash sets
 * `SHELL`. cmd.exe cannot be told from PowerShell there, and gets the lines of PowerShell.
 */
export function shellLinesFor({
  OS,
  SHELL,
  PSModulePath,
}: Readonly<Record<string, string | undefined>>): ShellLines {
  const isWindows = OS === 'Windows_NT';
  const isPowerShell = isWindows ? !SHELL : Boolean(PSModulePath);
  if (!isPowerShell) return POSIX;
  return isWindows ? { ...POWERSHELL, curl: 'curl.exe' } : POWERSHELL;
}
