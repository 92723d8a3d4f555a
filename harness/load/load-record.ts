/** The record of a load, from the states of its shards. */
import { isDeepStrictEqual } from 'node:util';
import { callsOfShard, type HasArrived, placeOf, shardOfUser } from '../../generators/load/index.ts';
import type { LoadPlan, LoadRecord, Result, ShardState } from '../../schemas/index.ts';
import type { ArtilleryReport } from './artillery-report.ts';
import { percentilesOf } from './latency.ts';
import { addedSeries } from './series.ts';
import { acceptedIn } from './shard-counter.ts';

/** The state of a shard, and where it was read from. */
export interface SavedShard {
  readonly file: string;
  readonly state: ShardState;
}

/** Checks that shards belong to one load; the problem names the files. */
export function fittingStates(plan: LoadPlan, found: readonly SavedShard[]): Result<readonly ShardState[]> {
  const [first] = found;
  const byNumber = new Map<number, string>();
  for (const { file, state } of found) {
    if (!isSamePlan(state.plan, plan)) {
      return { problem: `${file} is of another load: its plan is not that of this one` };
    }
    if (first !== undefined && state.shard.of !== first.state.shard.of) {
      const one = `${first.file} is one of ${first.state.shard.of}`;
      return {
        problem: `${one}, and ${file} one of ${state.shard.of}: shards of one load have as many others`,
      };
    }
    const twin = byNumber.get(state.shard.number);
    if (twin !== undefined)
      return { problem: `${twin} and ${file} are the same shard: leave one of them out` };
    byNumber.set(state.shard.number, file);
    const problem = problemOfPlaces(state);
    if (problem !== undefined) return { problem: `${file} is damaged: ${problem}` };
  }
  return { value: found.map(({ state }) => state) };
}

/**
 * What was sent, by all shards together; only as much as the states here say.
 *
 * @param reports of Artillery. Default: none
 */
export function sentBy(
  plan: LoadPlan,
  states: readonly ShardState[],
  reports: readonly ArtilleryReport[] = [],
): LoadRecord['sent'] {
  const refused: LoadRecord['sent']['refused'] = {};
  for (const state of states) {
    for (const [status, { calls, first }] of Object.entries(state.refused)) {
      const before = refused[status];
      refused[status] = { calls: (before?.calls ?? 0) + calls, first: before?.first ?? first };
    }
  }
  const failed = {
    calls: total(states.map((state) => state.failed.calls)),
    first: states.map((state) => state.failed.first).find((first) => first !== '') ?? '',
  };
  const each = states.map((state) => ({
    shard: state.shard,
    calls: endedIn(state) + state.failed.calls,
    of: callsOfShard(plan, state.shard),
  }));
  const calls = total(each.map((one) => one.calls));
  const notAccepted = failed.calls + total(Object.values(refused).map((one) => one.calls));
  const latencyMs = percentilesOf(states.map(({ latency }) => latency));
  return {
    calls,
    accepted: calls - notAccepted,
    refused,
    failed,
    unsent: plan.calls - calls,
    ...(plan.replay === true ? { redelivered: total(states.map(({ redelivered = 0 }) => redelivered)) } : {}),
    sentAgain: total(states.map((state) => state.sentAgain)),
    heldMs: Math.max(0, ...states.map((state) => state.heldMs)),
    startedAt: states.map((state) => state.startedAt).toSorted()[0] ?? plan.endsAt,
    runningMs: Math.max(0, ...states.map((state) => state.runningMs)),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    series: addedSeries(states.map(({ series }) => series)),
    shards: each,
    ...(reports.length === 0 ? {} : { artillery: reports.map(({ figures }) => figures) }),
  };
}

/** How many calls of a shard were accepted. */
export function acceptedCalls(state: ShardState): number {
  return endedIn(state) - total(Object.values(state.refused).map(({ calls }) => calls));
}

/** Tells of each call whether one of these shards had it accepted. */
export function arrivedIn(plan: LoadPlan, states: readonly ShardState[]): HasArrived {
  const of = states[0]?.shard.of ?? 1;
  const accepted = new Map(states.map((state) => [state.shard.number, acceptedIn(state)]));
  return (planned) => {
    const number = shardOfUser(planned.user, of);
    return accepted.get(number)?.(placeOf(plan, { number, of }, planned)) === true;
  };
}

/** A shard cannot have sent what it does not have, or anything twice. */
function problemOfPlaces(state: ShardState): string | undefined {
  const { plan, shard, done, beyond, refused, failed } = state;
  const calls = callsOfShard(plan, shard);
  if (shard.number > shard.of) return `its number is ${shard.number}, and there are ${shard.of} shards`;
  if (done > calls) return `"done" is ${done}, and the shard has ${calls} calls`;
  const lists = [
    { name: 'beyond', places: beyond, least: done },
    { name: 'failed', places: failed.places, least: 0 },
    ...Object.entries(refused).map(([status, { places }]) => ({
      name: `refused/${status}`,
      places,
      least: 0,
    })),
  ];
  for (const { name, places, least } of lists) {
    let next = least;
    for (const [first = -1, last = -1] of places) {
      if (first < next || last < first || last >= calls)
        return `"${name}" has places that are not in order, or not of this shard`;
      next = last + 1;
    }
  }
  return undefined;
}

function endedIn({ done, beyond }: ShardState): number {
  return done + total(beyond.map(([first = 0, last = first]) => last - first + 1));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Whether two plans say the same, in whatever order their members are written. */
export function isSamePlan(one: LoadPlan, other: LoadPlan): boolean {
  return isDeepStrictEqual(one, other);
}
