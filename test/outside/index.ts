/**
 * Runs commands and destinations in a second process. node:test tracks every promise of its own process, and a graded
 * run takes a fifth longer there.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after } from 'node:test';
import type { SelftestSubject, SubjectResult } from '../../harness/selftest/index.ts';
import type { DestinationOptions } from '../destination/index.ts';
import { makeFolder } from '../folder.ts';
import type { Ran } from '../shell.ts';
import type { Actions, Addresses, ChangedFeatures, Reply } from './protocol.ts';

export type { DestinationOptions } from '../destination/index.ts';

/** A destination that listens in the second process. */
export interface OutsideDestination extends Addresses {
  /** How many requests have arrived so far, including refused ones and reads of records. */
  requests(): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const waiting = new Map<number, Waiting>();
let server: ChildProcess | undefined;
let requests = 0;

after(async () => {
  if (server === undefined || !server.connected) return;
  const ended = once(server, 'exit');
  server.disconnect();
  await ended;
});

/** Runs a command line in a new folder, without a terminal. */
export async function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const cwd = makeFolder('command');
  const result = await call('run', argv, env, cwd);
  return { ...result, cwd, record: () => JSON.parse(result.out) };
}

/** Starts a destination; its options are plain values. */
export async function startDestination(
  options: Omit<DestinationOptions, 'now'> = {},
): Promise<OutsideDestination> {
  const { destination, ...addresses } = await call('open', options);
  return {
    ...addresses,
    requests: () => call('requests', destination),
    close: () => call('close', destination),
  };
}

/**
 * Grades an emulator with one defect, variant or choice, as `selftest` does.
 *
 * @param changed limits the run to the examples of one clause, from a changed copy of the features
 */
export function gradeSubject(subject: SelftestSubject, changed?: ChangedFeatures): Promise<SubjectResult> {
  return call('grade', subject, changed);
}

function call<Name extends keyof Actions>(
  action: Name,
  ...args: Parameters<Actions[Name]>
): ReturnType<Actions[Name]> {
  server ??= start();
  const to = server;
  requests += 1;
  const id = requests;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
    to.send({ id, action, args });
  }) as ReturnType<Actions[Name]>;
}

function start(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'server.ts'), { serialization: 'advanced' });
  child.on('message', (reply: Reply) => {
    const { resolve, reject } = waiting.get(reply.id) ?? {};
    waiting.delete(reply.id);
    if ('error' in reply) reject?.(reply.error);
    else resolve?.(reply.value);
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) {
      reject(new Error(`the process that runs the commands ended with ${signal ?? code}`));
    }
    waiting.clear();
  });
  return child;
}
