/** Runs the program as a process, and measures what it costs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PROGRAM, startNode } from '../program.ts';
import { makeScratch } from './scratch.ts';

/** A run is ended from outside after this time; each has a limit of its own of 15 s or less. */
const PATIENCE_MS = 120_000;
const PEAK = pathToFileURL(join(import.meta.dirname, 'peak.js')).href;

export interface Measured {
  /** Undefined if it had to be killed, or was killed. */
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  readonly peakMB: number;
}

/** @param env the whole environment except PATH */
export async function measure(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Measured> {
  const peak = join(makeScratch('peak'), 'peak');
  const startedAt = performance.now();
  const running = startNode(['--import', PEAK, ...PROGRAM, ...words], {
    env: { ...env, HOSTILE_PEAK: peak },
  });
  const timer = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: timer.signal }).catch(() => undefined);
  const ended = await Promise.race([running.ended, late]);
  timer.abort();
  if (ended === undefined) await running.stop('SIGKILL');
  return {
    exitCode: ended?.code ?? undefined,
    out: running.out(),
    err: running.err(),
    seconds: (performance.now() - startedAt) / 1000,
    peakMB: ended === undefined ? Number.POSITIVE_INFINITY : Number(readFileSync(peak, 'utf8')),
  };
}

/** The files of a folder with their texts. */
export function filesIn(
  folder: string,
): readonly { readonly name: string; readonly text: string; readonly bytes: number }[] {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return { name, text: readFileSync(path, 'utf8'), bytes: statSync(path).size };
  });
}
