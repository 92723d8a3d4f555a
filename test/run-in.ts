/** Runs one command line without a terminal. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { run } from '../cli/run.ts';
import { canaryIn } from './canaries.ts';

/** What a command line printed, and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/**
 * @param command the command line of the program
 * @param stop aborted when a person presses Ctrl-C
 */
export async function runIn(
  command: typeof run,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  stop?: AbortSignal,
): Promise<CommandResult> {
  let out = '';
  let err = '';
  const exitCode = await command({
    argv,
    env,
    cwd,
    nodeVersion: process.versions.node,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    surviveLostOutput: () => {},
    interactive: false,
    live: false,
    colour: false,
    errColour: false,
    errLater(text, written) {
      err += text;
      queueMicrotask(written);
    },
    width: 100,
    ask: () => Promise.reject(new Error('a test cannot answer a question')),
    onStop(callback) {
      const heard = () => callback('SIGINT');
      stop?.addEventListener('abort', heard, { once: true });
      return () => stop?.removeEventListener('abort', heard);
    },
    random: Math.random,
    own: () => Promise.reject(new Error('a test runs in its own process')),
    spawn: (program, args, variables) => {
      const { status, stdout, error } = spawnSync(program, args, {
        env: { ...process.env, ...variables },
        encoding: 'utf8',
      });
      out += stdout ?? '';
      return error === undefined ? Promise.resolve(status ?? 1) : Promise.reject(error);
    },
  });
  assert.equal(canaryIn({ 'standard output': out, 'standard error': err }), undefined);
  return { exitCode, out, err };
}
