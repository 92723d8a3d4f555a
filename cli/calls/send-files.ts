/** Which files `send` reads, and where it writes what arrived and what did not. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError, type Shell } from '../shell.ts';
import type { SendOptions } from './send.ts';

const STATE_END = '.sent.json';

const LIST_END = '.undelivered.ndjson';

export interface SendFiles {
  readonly files: readonly string[];
  /** What `send` wrote itself: a shell expands `*.ndjson` to that as well. */
  readonly leftOut: readonly string[];
  /** Undefined if it is not to be written. */
  readonly state: string | undefined;
  readonly undelivered: string | undefined;
}

/**
 * State and list are beside the first input that the command line names; without an option there is none if that is
 * standard input or a pipe.
 *
 * @param named what the words name
 * @throws CommandError with exit code 2 if the list would replace what is sent
 */
export function sendFiles(
  words: readonly string[],
  named: readonly string[],
  { state, undelivered }: Pick<SendOptions, 'state' | 'undelivered'>,
  { cwd }: Pick<Shell, 'cwd'>,
): SendFiles {
  const pathOf = (file: string) => (file === '-' ? file : resolve(cwd, file));
  const paths = new Set(named.map(pathOf));
  const outputs = [state, undelivered].map((file) => (file === undefined ? file : resolve(cwd, file)));
  const inputs = unlessEmpty(
    named.filter((file) => !isOwn(pathOf(file), paths) && !outputs.includes(pathOf(file))),
    named,
  );
  const first = words.find((word) => !named.includes(word) || inputs.includes(word)) ?? '';
  // A pattern is not the name of a file.
  const input = /[*?[{(!]/.test(first) ? (inputs[0] ?? '') : first;
  const beside = isStream(input, cwd) ? undefined : `${resolve(cwd, input)}${STATE_END}`;
  const stateFile = state === undefined ? beside : resolve(cwd, state);
  const list = undelivered === undefined ? listBeside(stateFile) : resolve(cwd, undelivered);
  const files = unlessEmpty(
    inputs.filter((file) => pathOf(file) !== list),
    inputs,
  );
  if (undelivered !== undefined && files.some((file) => pathOf(file) === list)) {
    throw new CommandError(2, `--undelivered ${undelivered} is what is sent: choose another file`);
  }
  if (undelivered !== undefined && list === stateFile) {
    throw new CommandError(
      2,
      `--undelivered ${undelivered} is the state of the delivery: choose another file`,
    );
  }
  const leftOut = named.filter((file) => !files.includes(file));
  return { files, leftOut, state: stateFile, undelivered: list };
}

/** A state holds no calls. A list is sent, unless the input that it is from is sent with it. */
function isOwn(path: string, paths: ReadonlySet<string>): boolean {
  if (path.endsWith(STATE_END) || path.endsWith(`${STATE_END}.part`) || path.endsWith(`${LIST_END}.part`)) {
    return true;
  }
  return path.endsWith(LIST_END) && paths.has(path.slice(0, -LIST_END.length));
}

function unlessEmpty(files: readonly string[], otherwise: readonly string[]): readonly string[] {
  return files.length === 0 ? otherwise : files;
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
  return `${base}${LIST_END}`;
}
