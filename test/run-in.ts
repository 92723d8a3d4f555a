/** Runs one command line without a terminal. */
import { spawnSync } from 'node:child_process';
import type { run } from '../cli/run.ts';

/** What a command line printed, and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** @param command the command line of the program */
export async function runIn(
  command: typeof run,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<CommandResult> {
  let out = '';
  let err = '';
  const exitCode = await command({
    argv,
    env,
    cwd,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    live: false,
    colour: false,
    width: 100,
    ask: () => Promise.reject(new Error('a test cannot answer a question')),
    onStop: () => () => {},
    random: Math.random,
    own: () => Promise.reject(new Error('a test runs in its own process')),
    spawn: (program, args, variables) => {
      const { status, stdout, error } = spawnSync(program, args, {
        env: { ...process.env, ...variables },
        encoding: 'utf8',
      });
      out += stdout ?? '';
      return Promise.resolve(error === undefined ? (status ?? 1) : 127);
    },
  });
  return { exitCode, out, err };
}
