/** The commands, in the order in which the help names them; each is loaded when it is needed. */
import type { Command } from 'commander';
import type { Shell } from './shell.ts';

/** Makes a command that tells its exit code when it ends. */
export type MakeCommand = (shell: Shell, finish: (exitCode: number) => void) => Command;

const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  verify: async () => (await import('./verify.ts')).verifyCommand,
  emulate: async () => (await import('./emulate.ts')).emulateCommand,
  exec: async () => (await import('./exec.ts')).execCommand,
  audience: async () => (await import('./audience.ts')).audienceCommand,
  list: async () => (await import('./list.ts')).listCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  cite: async () => (await import('./cite.ts')).citeCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  lint: async () => (await import('./lint.ts')).lintCommand,
  send: async () => (await import('./send.ts')).sendCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  docs: async () => (await import('./docs.ts')).docsCommand,
  drift: async () => (await import('./drift.ts')).driftCommand,
  selftest: async () => (await import('./selftest.ts')).selftestCommand,
};

/** The command that is called for; all of them where none is, for the help and for hints at misspellings. */
export function loadCommands([first = '']: readonly string[]): Promise<readonly MakeCommand[]> {
  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  return Promise.all((load === undefined ? Object.values(COMMANDS) : [load]).map((one) => one()));
}
