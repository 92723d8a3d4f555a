/** The terminals of a reader: one in which commands run one after another, and others in which something stays. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { matchLines } from './match-lines.ts';

const PATIENCE_MS = 120_000;

type Variables = Readonly<Record<string, string>>;

/** What a command printed, on both streams, and how it ended. */
export interface Printed {
  readonly out: string;
  readonly exitCode: number;
}

/** A terminal in which one block runs after another; variables and the folder stay as in a shell. */
export function openShell(
  home: string,
  folder: string,
  env: Variables,
): { run(script: string): Promise<Printed>; cwd(): string } {
  const [state, place] = [join(home, 'variables.sh'), join(home, 'cwd')];
  writeFileSync(place, folder);
  const cwd = () => readFileSync(place, 'utf8').trim();
  return {
    cwd,
    run(script) {
      const lines = [
        existsSync(state) ? `. '${state}'` : '',
        `trap 'code=$?; export -p > "${state}"; pwd > "${place}"; exit $code' EXIT`,
        'set -e',
        script,
      ];
      const options = { cwd: cwd(), env, timeout: PATIENCE_MS, maxBuffer: 2 ** 26 };
      return new Promise((ended) => {
        execFile('bash', ['-c', `exec 2>&1\n${lines.join('\n')}`], options, (error, out) => {
          ended({ out, exitCode: error === null ? 0 : typeof error.code === 'number' ? error.code : -1 });
        });
      });
    },
  };
}

/** A terminal in which a command stays. */
export class Window {
  readonly #child: ChildProcess;
  readonly #script: string;
  #out = '';
  #seen = 0;
  #first: string | undefined;

  constructor(script: string, cwd: string, env: Variables) {
    this.#script = script;
    // A group of its own, because Ctrl-C reaches all processes of a terminal.
    this.#child = spawn('bash', ['-c', `exec 2>&1\n${script}`], { cwd, env, detached: true });
    this.#child.stdout?.setEncoding('utf8').on('data', (text) => {
      this.#out += text;
    });
  }

  /** Everything that it printed. */
  get out(): string {
    return this.#out;
  }

  /** Waits until the expected lines appear after those that were seen before. */
  async shows(expected: string, fill: (printed: string) => string): Promise<void> {
    this.#first ??= expected;
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const rest = this.#out.slice(this.#seen);
      const found = matchLines(expected, fill(rest));
      if ('end' in found) {
        this.#seen = this.#out.length;
        return;
      }
      if (performance.now() > deadline || this.#child.exitCode !== null) {
        throw new Error(
          `${this.#script}does not print this line where it should:\n${found.missing}\n\n${fill(rest)}`,
        );
      }
      await pause(20);
    }
  }

  /** What appears from now on is new. */
  forget(): void {
    this.#seen = this.#out.length;
  }

  /** If `node --watch` runs a program that reads one of these files, waits until it shows again what it showed first. */
  async restarts(changed: readonly string[], cwd: string, fill: (printed: string) => string): Promise<void> {
    const [, program] = /\bnode --watch (\S+)/.exec(this.#script) ?? [];
    if (program === undefined || this.#first === undefined) return;
    const text = readFileSync(join(cwd, program), 'utf8');
    if (changed.some((path) => path === program || text.includes(path))) await this.shows(this.#first, fill);
  }

  /** Presses Ctrl-C, and waits for the end. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    process.kill(-pid, 'SIGINT');
    const ended = once(this.#child, 'exit');
    const late = setTimeout(() => process.kill(-pid, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(late);
  }
}
