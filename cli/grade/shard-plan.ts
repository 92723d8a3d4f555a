/** What `--shard` and `--shard-by` ask for. */
import { readShard, type Shard } from '../../harness/shard.ts';
import { CommandError, type Shell } from '../shell.ts';
import { readRecord } from './read-record.ts';
import type { VerifyOptions } from './verify.ts';

/** A shard, and what balances it with the others. */
export interface ShardPlan extends Shard {
  /** Milliseconds by the id of an example; undefined: the number of requests counts. */
  readonly durations: ReadonlyMap<string, number> | undefined;
}

/**
 * @returns undefined if the run is whole, which 1/1 is too
 * @throws CommandError with exit code 2 if the options cannot be used
 */
export function readShardPlan(
  { shard, shardBy, runId, seed, updateBaseline }: VerifyOptions,
  shell: Shell,
): ShardPlan | undefined {
  if (shard === undefined) {
    if (shardBy === undefined) return undefined;
    throw new CommandError(2, '--shard-by needs --shard: add --shard K/N, for instance --shard 1/2');
  }
  const read = readShard(shard);
  if ('problem' in read) throw new CommandError(2, read.problem);
  if (read.value.of === 1) return undefined;
  for (const [option, value] of [
    ['--run-id', runId],
    ['--seed', seed],
  ] as const) {
    if (value === undefined)
      throw new CommandError(
        2,
        `--shard ${shard} needs ${option}, the same for all shards: report merges only parts of one run`,
      );
  }
  if (updateBaseline) {
    throw new CommandError(2, '--update-baseline needs the whole run: remove --shard');
  }
  return { ...read.value, durations: shardBy === undefined ? undefined : durationsOf(shardBy, shell) };
}

function durationsOf(file: string, shell: Shell): ReadonlyMap<string, number> {
  const { clauses } = readRecord(file, shell);
  return new Map(
    clauses.flatMap(({ examples }) => examples.map(({ id, durationMs }) => [id, durationMs] as const)),
  );
}
