/**
 * Commands and destinations in a second process, which node:test does not follow: it tracks every promise of the
 * process that it runs in, and a graded run takes a fifth longer with that.
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

/** A destination that listens in the process outside. */
export interface OutsideDestination extends Addresses {
  /** How many requests have arrived so far, refused ones and reads of records included. */
  requests(): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const waiting = new Map<number, Waiting>();
let server: ChildProcess | undefined;
let asked = 0;

after(async () => {
  if (server === undefined || !server.connected) return;
  const ended = once(server, 'exit');
  server.disconnect();
  await ended;
});

/** Runs a command line in a fresh folder, without a terminal. */
export async function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const cwd = makeFolder('command');
  const said = await ask('run', argv, env, cwd);
  return { ...said, cwd, record: () => JSON.parse(said.out) };
}

/** Starts a destination; its options are plain values. */
export async function startDestination(
  options: Omit<DestinationOptions, 'now'> = {},
): Promise<OutsideDestination> {
  const { destination, ...addresses } = await ask('open', options);
  return {
    ...addresses,
    requests: () => ask('requests', destination),
    close: () => ask('close', destination),
  };
}

/**
 * Grades an emulator that is broken, or unusual, in one way, as `selftest` does.
 *
 * @param changed examples of this clause only, from the features below this folder
 */
export function gradeSubject(subject: SelftestSubject, changed?: ChangedFeatures): Promise<SubjectResult> {
  return ask('grade', subject, changed);
}

function ask<Name extends keyof Actions>(
  action: Name,
  ...args: Parameters<Actions[Name]>
): ReturnType<Actions[Name]> {
  server ??= start();
  const to = server;
  asked += 1;
  const id = asked;
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
