/** What the options of `load` mean. */
import { dirname, resolve } from 'node:path';
import type { LoadShard } from '../../generators/load/index.ts';
import { parseDuration } from '../../harness/read-setting.ts';
import { resolveSettings, type Settings } from '../../harness/settings.ts';
import { readShard } from '../../harness/shard.ts';
import { secretsOf } from '../../harness/target/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { outsideOf } from '../options/outside.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { LoadOptions } from './load.ts';

/** Of a timer. */
const LONGEST_MS = 24 * 24 * 60 * 60 * 1000;

/** @throws CommandError with exit code 2 if an option cannot be used */
export function settingsFrom(options: LoadOptions, shell: Shell): Settings {
  if (options.baseUrl === undefined) {
    throw new CommandError(2, 'load needs --base-url: pass the URL that Segment posts to');
  }
  const { baseUrl, apiKey, header, ca, clientCert, clientKey, recordsUrl, rate, timeout, concurrency } =
    options;
  shell.hide([{ value: apiKey ?? '', label: 'api-key' }]);
  const resolution = resolveSettings(
    {
      ...{ baseUrl, apiKey, header, ca, clientCert, clientKey, recordsUrl, rate, timeout, concurrency },
      runId: options.runId,
      seed: options.seed === undefined ? undefined : String(options.seed),
    },
    shell.random,
    outsideOf(shell),
  );
  if ('problems' in resolution) throw new CommandError(2, resolution.problems.join('\n'));
  shell.hide(secretsOf(resolution.value));
  if (options.shape !== 'steady' && resolution.value.rate === undefined) {
    throw new CommandError(
      2,
      `--shape ${options.shape} needs --rate: without one, calls are sent as fast as they are answered`,
    );
  }
  return resolution.value;
}

/**
 * For how long calls are sent, in milliseconds; undefined: until the last one.
 *
 * @throws CommandError with exit code 2 if it is no duration, or too long
 */
export function durationOf({ duration }: LoadOptions): number | undefined {
  if (duration === undefined) return undefined;
  const ms = parseDuration(duration);
  if (ms !== undefined && ms <= LONGEST_MS) return ms;
  throw new CommandError(
    2,
    `--duration must be a duration such as 30s, 10m or 2h, of 24 days at most, not ${JSON.stringify(duration)}`,
  );
}

/**
 * The shards that one machine sends: one for each worker.
 *
 * @throws CommandError with exit code 2 if machines could send different loads
 */
export function shardsOf({ shard = '1/1', workers, runId, seed, plan }: LoadOptions): LoadShard[] {
  const read = readShard(shard);
  if ('problem' in read) throw new CommandError(2, read.problem);
  const { number, of } = read.value;
  if (of > 1 && plan === undefined) {
    for (const [option, value] of [
      ['--run-id', runId],
      ['--seed', seed],
    ] as const) {
      if (value !== undefined) continue;
      throw new CommandError(2, `--shard ${shard} needs --plan, or ${option}, the same for all shards`);
    }
  }
  return Array.from({ length: workers }, (_, at) => ({
    number: (number - 1) * workers + at + 1,
    of: of * workers,
  }));
}

/** Where the plan, what was sent, and the reports are. */
export function folderOf({ out, plan: file }: LoadOptions, { runId }: LoadPlan, shell: Shell): string {
  if (out !== undefined) return resolve(shell.cwd, out);
  if (file !== undefined) return dirname(resolve(shell.cwd, file));
  return resolve(shell.cwd, 'reports', 'output', `load-${runId}`);
}
