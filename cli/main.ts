#!/usr/bin/env node
/** The place that touches process and console: argv and environment go in, an exit code comes out. */
import { isatty } from 'node:tty';
import { usesColour } from './colour.ts';
import { run } from './run.ts';

/** What a terminal or another process sends to end a program. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

let survivesLostOutput = false;
let isOutputLost = false;

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // A reader that needs only the first lines closes the pipe, which is not an error.
  const isError = code !== 'EPIPE';
  if (isError && !isOutputLost) process.stderr.write(`cannot write to standard output: ${message}\n`);
  isOutputLost = true;
  if (!survivesLostOutput) process.exit(isError ? 5 : 0);
});

// There is nowhere left to report this, and it is no reason to stop.
process.stderr.on('error', () => {});

// Asked of the system, because the stream of the input costs time at every start. So do some modules of Node below.
const [isInputTerminal, isOutputTerminal, isErrorTerminal] = [isatty(0), isatty(1), isatty(2)];

/** A program that runs in CI writes a log, whatever its output is connected to. */
const isWatched = !process.env.CI && process.env.TERM !== 'dumb';

process.exitCode = await run({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  nodeVersion: process.versions.node,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  surviveLostOutput() {
    survivesLostOutput = true;
  },
  interactive: isInputTerminal && isErrorTerminal && !process.env.CI,
  live: isErrorTerminal && !process.env.CI,
  colour: usesColour(process.env, isOutputTerminal),
  errColour: usesColour(process.env, isErrorTerminal),
  errLater: (text, written) => void process.stderr.write(text, () => written()),
  width: process.stdout.columns ?? 200,
  screen:
    isWatched && isOutputTerminal
      ? {
          size: () => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 }),
          draw: (text) => process.stdout.write(text),
          onResize(callback) {
            process.stdout.on('resize', callback);
            return () => process.stdout.off('resize', callback);
          },
        }
      : undefined,
  onKey:
    isWatched && isInputTerminal
      ? (callback) => {
          const heard = (chunk: Buffer) => callback(chunk.toString('utf8'));
          process.stdin.setRawMode(true).on('data', heard).resume();
          return () => process.stdin.setRawMode(false).off('data', heard).pause();
        }
      : undefined,
  async ask(question) {
    const { createInterface } = await import('node:readline/promises');
    const prompt = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await prompt.question(question);
    } finally {
      prompt.close();
    }
  },
  onStop(callback) {
    // Once: a second signal means not to wait for an orderly end.
    process.once('SIGINT', callback).once('SIGTERM', callback);
    return () => process.off('SIGINT', callback).off('SIGTERM', callback);
  },
  onUncaught(callback) {
    process.on('uncaughtException', callback);
    return () => process.off('uncaughtException', callback);
  },
  random: Math.random,
  async own(argv) {
    const [{ spawn }, { text }] = await Promise.all([
      import('node:child_process'),
      import('node:stream/consumers'),
    ]);
    const [script = ''] = process.argv.slice(1);
    // A variable of this process would be an option that these words do not ask for.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('ASTROLABE_')),
    );
    const child = spawn(process.execPath, [...process.execArgv, script, ...argv], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env,
    });
    return text(child.stdout);
  },
  async spawn(command, args, env) {
    // On Windows it finds npm.cmd, and quotes for it; node:child_process does neither.
    const [{ default: crossSpawn }, { constants }] = await Promise.all([
      import('cross-spawn'),
      import('node:os'),
    ]);
    const child = crossSpawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    // A console of Windows gives Ctrl-C to the child as well, and kill would end the child at once.
    const pass = (signal: NodeJS.Signals) => process.platform !== 'win32' && child.kill(signal);
    for (const signal of PASSED_ON) process.on(signal, pass);
    try {
      return await new Promise<number>((ended, failed) => {
        // A signal that cannot be passed on is an error too.
        child.on('error', (error: NodeJS.ErrnoException) => error.syscall !== 'kill' && failed(error));
        child.on('close', (code, signal) => ended(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
      });
    } finally {
      for (const signal of PASSED_ON) process.off(signal, pass);
    }
  },
});
