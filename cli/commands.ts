/** The commands, in the order in which the help names them; each is loaded when it is needed. */
import type { Command } from 'commander';
import type { Shell } from './shell.ts';

/** Makes a command that tells its exit code when it ends. */
export type MakeCommand = (shell: Shell, finish: (exitCode: number) => void) => Command;

const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  verify: async () => (await import('./grade/verify.ts')).verifyCommand,
  emulate: async () => (await import('./emulate/emulate.ts')).emulateCommand,
  exec: async () => (await import('./emulate/exec.ts')).execCommand,
  audience: async () => (await import('./audience/audience.ts')).audienceCommand,
  list: async () => (await import('./write/list.ts')).listCommand,
  explain: async () => (await import('./write/explain.ts')).explainCommand,
  cite: async () => (await import('./write/cite.ts')).citeCommand,
  generate: async () => (await import('./calls/generate.ts')).generateCommand,
  lint: async () => (await import('./calls/lint.ts')).lintCommand,
  send: async () => (await import('./calls/send.ts')).sendCommand,
  report: async () => (await import('./grade/report.ts')).reportCommand,
  diff: async () => (await import('./grade/diff.ts')).diffCommand,
  docs: async () => (await import('./write/docs.ts')).docsCommand,
  drift: async () => (await import('./write/drift.ts')).driftCommand,
  selftest: async () => (await import('./grade/selftest.ts')).selftestCommand,
};

/** The command that is called for; all of them where none is, for the help and for hints at misspellings. */
export function loadCommands([first = '']: readonly string[]): Promise<readonly MakeCommand[]> {
  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  return Promise.all((load === undefined ? Object.values(COMMANDS) : [load]).map((one) => one()));
}
