/** Runs the program as a process: the build, or the sources when nyc measures coverage. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** nyc measures coverage of the sources only. */
const fromSources = process.execArgv.some((word) => word.endsWith('test/coverage.js'));

/** An entry of the package, by its path without the ending, such as `cli/main`. */
export function moduleOf(path: string): string {
  return fromSources ? resolve(root, `${path}.ts`) : resolve(root, 'dist', `${path}.js`);
}

/** A module inside the program, such as `cli/run`. The package has it in a bundle only, the compiler's output as it is. */
export function innerModuleOf(path: string): string {
  return fromSources ? resolve(root, `${path}.ts`) : resolve(root, 'build', `${path}.js`);
}

/** The words that start the program with `node`. */
export const PROGRAM: readonly string[] = [
  ...(fromSources ? ['--import', import.meta.resolve('tsx')] : []),
  moduleOf('cli/main'),
];

/** A process and what it prints. */
export interface Running {
  readonly child: ChildProcess;
  /** Standard output so far. */
  out(): string;
  /** Standard error so far. */
  err(): string;
  /** Resolves when it has ended and all its output has arrived. */
  readonly ended: Promise<Ended>;
  /** Sends a signal and waits until it has ended. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
  /**
   * Waits for the first line of `emulate --json`.
   *
   * @throws Error with its output if it ends before that
   */
  firstLine(): Promise<Printed>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What `emulate --json` prints: addresses and keys. */
export interface Printed {
  readonly url: string;
  readonly baseUrl: string;
  readonly recordsUrl: string;
  readonly ingressUrl: string;
  readonly controlUrl: string;
  readonly apiKey: string;
  readonly writeKey: string;
  /** Only if other machines can connect. */
  readonly controlToken?: string;
}

export interface StartOptions {
  /** The whole environment except PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder it starts in; the repository by default. */
  readonly cwd?: string;
  /** Whether it leads a process group of its own; default false. */
  readonly detached?: boolean;
}

/** Starts the program. */
export function startProgram(words: readonly string[], options?: StartOptions): Running {
  return startNode([...PROGRAM, ...words], options);
}

/** Starts `node`. */
export function startNode(
  words: readonly string[],
  { env = {}, cwd = root, detached = false }: StartOptions = {},
): Running {
  const child = spawn(process.execPath, words, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal }));
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
    async firstLine() {
      while (!out.includes('\n')) {
        const end = await Promise.race([ended, once(child.stdout, 'data')]);
        if ('code' in end) throw new Error(`it ended with ${end.signal ?? end.code}: ${err}`);
      }
      return JSON.parse(out.slice(0, out.indexOf('\n')));
    },
  };
}
