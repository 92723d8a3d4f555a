/** Where `send` writes what arrived, and what did not. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError, type Shell } from '../shell.ts';
import type { SendOptions } from './send.ts';

const STATE_END = '.sent.json';

/** Beside the first input that the command line names; nothing without an option if that is standard input or a pipe. */
export function filesBeside(
  [word = '']: readonly string[],
  files: readonly string[],
  { state, undelivered }: Pick<SendOptions, 'state' | 'undelivered'>,
  { cwd }: Pick<Shell, 'cwd'>,
): { readonly state: string | undefined; readonly undelivered: string | undefined } {
  // A pattern is no name of a file.
  const input = /[*?[{(!]/.test(word) ? (files[0] ?? '') : word;
  const beside = isStream(input, cwd) ? undefined : `${resolve(cwd, input)}${STATE_END}`;
  if (undelivered !== undefined && files.some((one) => resolve(cwd, one) === resolve(cwd, undelivered))) {
    throw new CommandError(2, `--undelivered ${undelivered} is what is sent: choose another file`);
  }
  const stateFile = state === undefined ? beside : resolve(cwd, state);
  if (undelivered !== undefined && stateFile === resolve(cwd, undelivered)) {
    throw new CommandError(
      2,
      `--undelivered ${undelivered} is the state of the delivery: choose another file`,
    );
  }
  return {
    state: stateFile,
    undelivered: undelivered === undefined ? listBeside(stateFile) : resolve(cwd, undelivered),
  };
}

/** What can be read only once has no name that the same command would find again: /dev/fd/63 of a shell. */
function isStream(input: string, cwd: string): boolean {
  if (input === '-') return true;
  const found = statSync(resolve(cwd, input), { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

function listBeside(state: string | undefined): string | undefined {
  if (state === undefined) return undefined;
  const base = state.endsWith(STATE_END) ? state.slice(0, -STATE_END.length) : state;
  return `${base}.undelivered.ndjson`;
}
