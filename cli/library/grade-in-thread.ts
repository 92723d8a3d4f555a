/** Grades in a thread of its own, for a program. Imports nothing of the tool that another test runner could not load. */
import type { Worker } from 'node:worker_threads';
import type { ConformanceOptions } from './conformance-options.ts';
import { startThread } from './start-thread.ts';
import { type Order, STOP, type ThreadReport } from './thread-protocol.ts';

/** A finished run. */
export type Finished = Extract<ThreadReport, { readonly kind: 'finished' }>;

/** Options that cannot be used: nothing was sent. */
export class InvalidVerifyOptions extends Error {
  /** A sentence for each problem that was found. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'InvalidVerifyOptions';
    this.problems = problems;
  }
}

/**
 * @param cwd the working folder, for options without `cwd`
 * @throws InvalidVerifyOptions before anything is sent; the reason of a signal that is aborted already; any other error
 *   is a fault of the tool
 */
export async function gradeInThread(options: ConformanceOptions, cwd: string): Promise<Finished> {
  const { env, cwd: own = cwd, signal, log, ...rest }: ConformanceOptions = isRecord(options) ? options : {};
  const problems = [
    ...wrong('env', env, isRecord, 'an object such as process.env'),
    ...wrong('cwd', own, (value) => typeof value === 'string', 'the path of a folder'),
    ...wrong('signal', signal, isSignal, 'an AbortSignal'),
    ...wrong('log', log, (value) => typeof value === 'function', 'a function'),
  ];
  if (problems.length > 0) throw new InvalidVerifyOptions(problems);
  signal?.throwIfAborted();
  const order: Order = {
    options: isRecord(options) || options === undefined ? passable(rest) : unpassable(options),
    env: env && textsOf(env),
    cwd: own,
  };
  return await finished(startThread('cli/library/verify-thread', order), signal, log ?? (() => {}));
}

function finished(
  thread: Worker,
  signal: AbortSignal | undefined,
  log: (text: string) => void,
): Promise<Finished> {
  const stop = () => thread.postMessage(STOP);
  signal?.addEventListener('abort', stop);
  // Held back: a run prints nothing by itself.
  thread.stdout.on('data', (chunk) => log(String(chunk)));
  thread.stderr.on('data', (chunk) => log(String(chunk)));
  return new Promise<Finished>((resolve, reject) => {
    thread.on('message', (report: ThreadReport) => {
      if (report.kind === 'log') log(report.text);
      else if (report.kind === 'finished') resolve(report);
      else if (report.kind === 'refused') reject(new InvalidVerifyOptions(report.problems));
      else reject(new Error(report.message));
    });
    thread.on('error', reject);
    thread.on('exit', (code) =>
      reject(new Error(`the thread of the run ended with ${code}, without a result`)),
    );
  }).finally(() => {
    signal?.removeEventListener('abort', stop);
    return thread.terminate();
  });
}

function wrong(
  name: string,
  value: unknown,
  isRight: (value: unknown) => boolean,
  what: string,
): readonly string[] {
  return value === undefined || isRight(value) ? [] : [`${name} must be ${what}`];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Test runners have an AbortSignal of their own: what counts is what it can do. */
function isSignal(value: unknown): boolean {
  return isRecord(value) && typeof value.throwIfAborted === 'function' && 'aborted' in value;
}

/** The variables that are set. */
function textsOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, String(text)]],
  );
  return Object.fromEntries(set);
}

/** The options as data; what a thread cannot get is refused there by its name. */
function passable(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, unpassable(value)]));
}

function unpassable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpassable);
  if (typeof value === 'function') return { unpassable: 'a function' };
  if (typeof value === 'symbol') return { unpassable: 'a symbol' };
  return isRecord(value) ? { unpassable: 'an object' } : value;
}
