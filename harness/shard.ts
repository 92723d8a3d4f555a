/** Splits the selected examples into shards that take about equally long, each run by a process of its own. */
import type { Result } from '../schemas/index.ts';
import { type CatalogueExample, NEEDS_REPLAY, RESTS } from './cucumber/catalogue.ts';
import { loadRequests } from './registry/index.ts';
import { isAboutWholeRun } from './run-examples.ts';

/** One of several parts of a run. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** More would have no example. */
const MOST = 100;

/** A rest takes about as long as this many requests. */
const REST = 100;

/** Reads `2/5`. */
export function readShard(text: string): Result<Shard> {
  const [, first = '', second = ''] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const [number, of] = [Number(first), Number(second)];
  if (number >= 1 && number <= of && of <= MOST) return { value: { number, of } };
  const form = `a number, a slash, and how many shards there are (at most ${MOST}), for instance 2/5`;
  return { problem: `--shard must be ${form}, not ${JSON.stringify(text)}` };
}

/**
 * The examples of a shard, in their order. Every shard of the same examples and weights gets others, except for those
 * that judge a run as a whole: each shard has them, because each sends a part of the calls that they judge.
 *
 * @param durations of an earlier run by the ids of examples, in milliseconds; without them the number of requests counts
 */
export function shardOfExamples(
  examples: readonly CatalogueExample[],
  { number, of }: Shard,
  durations: ReadonlyMap<string, number> | undefined,
): CatalogueExample[] {
  const weightOf = durations === undefined ? effortOf : durationIn(durations);
  const loads = Array.from({ length: of }, () => 0);
  const shards = new Map<string, number>();
  const heaviestFirst = examples
    .filter((example) => !isAboutWholeRun(example))
    .toSorted((one, other) => weightOf(other) - weightOf(one) || (one.id < other.id ? -1 : 1));
  for (const example of heaviestFirst) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + weightOf(example);
    shards.set(example.id, lightest + 1);
  }
  return examples.filter((example) => isAboutWholeRun(example) || shards.get(example.id) === number);
}

function effortOf({ id, tags }: CatalogueExample): number {
  // Most runs leave it out.
  if (tags.includes(NEEDS_REPLAY)) return 1;
  return tags.includes(RESTS) ? REST : 1 + (loadRequests()[id] ?? 0);
}

/** An example that is new since that run takes as long as the others on average. */
function durationIn(durations: ReadonlyMap<string, number>): typeof effortOf {
  const sum = [...durations.values()].reduce((total, one) => total + one, 0);
  return ({ id }) => durations.get(id) ?? sum / Math.max(1, durations.size);
}
