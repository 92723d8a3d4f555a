/** Runs `load` and `reconcile` as processes, and reads the record that they write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadRecord } from '../../schemas/index.ts';
import { type Running, startProgram } from '../program.ts';
import type { Front } from './front.ts';

/** A finished command. */
export interface LoadRun {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
  /** The record in the folder; undefined if there is none. */
  readonly record: LoadRecord | undefined;
}

type Target = Pick<Front, 'baseUrl' | 'recordsUrl' | 'apiKey'>;

export function startLoad({ baseUrl, apiKey }: Target, folder: string, ...words: readonly string[]): Running {
  return startProgram(['load', '--base-url', baseUrl, '--out', folder, ...words], {
    env: { ASTROLABE_API_KEY: apiKey },
  });
}

export function load(target: Target, folder: string, ...words: readonly string[]): Promise<LoadRun> {
  return finished(startLoad(target, folder, ...words), folder);
}

export function startReconcile(
  { recordsUrl, apiKey }: Target,
  folder: string,
  ...words: readonly string[]
): Running {
  // The emulator stores at once: what is wrong need not be looked at for long.
  const where = ['--plan', join(folder, 'plan.json'), '--records-url', recordsUrl, '--settle', '300ms'];
  return startProgram(['reconcile', ...where, ...words], { env: { ASTROLABE_API_KEY: apiKey } });
}

export function reconcile(target: Target, folder: string, ...words: readonly string[]): Promise<LoadRun> {
  return finished(startReconcile(target, folder, ...words), folder);
}

export async function finished(running: Running, folder: string): Promise<LoadRun> {
  const { code } = await running.ended;
  return { exitCode: code, out: running.out(), err: running.err(), record: recordIn(folder) };
}

function recordIn(folder: string): LoadRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'load.json'), 'utf8')) as LoadRecord;
  } catch {
    return undefined;
  }
}
