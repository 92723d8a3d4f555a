/** The record of a load, from what its parts saved. */
import { callsOfShard, type HasArrived, placeOf, shardOfUser } from '../../generators/load/index.ts';
import type { LoadPlan, LoadRecord, LoadShare, Result } from '../../schemas/index.ts';
import { percentilesOf } from './latency.ts';
import { addedSeries } from './series.ts';
import { acceptedIn } from './share.ts';

/** A saved part, and where it was read from. */
export interface FoundShare {
  readonly file: string;
  readonly share: LoadShare;
}

/** Checks that parts belong to one load; the problem names the files. */
export function fittingShares(plan: LoadPlan, found: readonly FoundShare[]): Result<readonly LoadShare[]> {
  const own = JSON.stringify(sorted(plan));
  const [first] = found;
  const byNumber = new Map<number, string>();
  for (const { file, share } of found) {
    if (JSON.stringify(sorted(share.plan)) !== own) {
      return { problem: `${file} is a part of another load: its plan is not that of this one` };
    }
    if (first !== undefined && share.shard.of !== first.share.shard.of) {
      const one = `${first.file} is one of ${first.share.shard.of}`;
      return {
        problem: `${one}, and ${file} one of ${share.shard.of}: parts of one load have as many others`,
      };
    }
    const twin = byNumber.get(share.shard.number);
    if (twin !== undefined)
      return { problem: `${twin} and ${file} are the same part: leave one of them out` };
    byNumber.set(share.shard.number, file);
    const problem = problemOfPlaces(share);
    if (problem !== undefined) return { problem: `${file} is damaged: ${problem}` };
  }
  return { value: found.map(({ share }) => share) };
}

/** What was sent, by all parts together; only as much as the parts here say. */
export function sentBy(plan: LoadPlan, shares: readonly LoadShare[]): LoadRecord['sent'] {
  const refused: LoadRecord['sent']['refused'] = {};
  for (const share of shares) {
    for (const [status, { calls, first }] of Object.entries(share.refused)) {
      const before = refused[status];
      refused[status] = { calls: (before?.calls ?? 0) + calls, first: before?.first ?? first };
    }
  }
  const failed = {
    calls: total(shares.map((share) => share.failed.calls)),
    first: shares.map((share) => share.failed.first).find((first) => first !== '') ?? '',
  };
  const each = shares.map((share) => ({
    shard: share.shard,
    calls: endedIn(share) + share.failed.calls,
    of: callsOfShard(plan, share.shard),
  }));
  const calls = total(each.map((one) => one.calls));
  const notAccepted = failed.calls + total(Object.values(refused).map((one) => one.calls));
  const latencyMs = percentilesOf(shares.map(({ latency }) => latency));
  return {
    calls,
    accepted: calls - notAccepted,
    refused,
    failed,
    unsent: plan.calls - calls,
    sentAgain: total(shares.map((share) => share.sentAgain)),
    heldMs: Math.max(0, ...shares.map((share) => share.heldMs)),
    startedAt: shares.map((share) => share.startedAt).toSorted()[0] ?? plan.endsAt,
    runningMs: Math.max(0, ...shares.map((share) => share.runningMs)),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    series: addedSeries(shares.map(({ series }) => series)),
    shares: each,
  };
}

/** Tells of each call whether one of these parts had it accepted. */
export function arrivedIn(plan: LoadPlan, shares: readonly LoadShare[]): HasArrived {
  const of = shares[0]?.shard.of ?? 1;
  const accepted = new Map(shares.map((share) => [share.shard.number, acceptedIn(share)]));
  return (planned) => {
    const number = shardOfUser(planned.user, of);
    return accepted.get(number)?.(placeOf(plan, { number, of }, planned)) === true;
  };
}

/** A part cannot have sent what it does not have, or anything twice. */
function problemOfPlaces(share: LoadShare): string | undefined {
  const { plan, shard, done, beyond, refused, failed } = share;
  const calls = callsOfShard(plan, shard);
  if (shard.number > shard.of) return `there is no part ${shard.number} of ${shard.of}`;
  if (done > calls) return `"done" is ${done}, and the part has ${calls} calls`;
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
        return `"${name}" has places that are not in order, or not of this part`;
      next = last + 1;
    }
  }
  return undefined;
}

function endedIn({ done, beyond }: LoadShare): number {
  return done + total(beyond.map(([first = 0, last = first]) => last - first + 1));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Two plans are the same in whatever order their members are written. */
function sorted(plan: LoadPlan): unknown {
  const members = (value: object) =>
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [members({ ...plan, mix: members(plan.mix) })];
}
