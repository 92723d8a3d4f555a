/** What one shard of a load has sent, counted as it goes, and saved so that it can go on after any end. */
import type { LoadShard } from '../../generators/load/index.ts';
import type { LoadPlan, LoadRecord, ShardState } from '../../schemas/index.ts';
import { describeResponse } from '../target/index.ts';
import { type AnsweredCall, type CallEnd, endOf } from './call-end.ts';
import { createDonePlaces, type DonePlaces, type PlaceRange } from './done-places.ts';
import { createLatency } from './latency.ts';
import { createSeries } from './series.ts';

/** The counts of one shard. */
export interface ShardCounter {
  /** Whether the call at a place needs no request any more: it was accepted or refused. */
  isDone(place: number): boolean;
  /** @param atMs of the time of sending of this start */
  count(place: number, answered: AnsweredCall, atMs: number): CallEnd;
  /** What a journal says about a call that was counted before the last end; nothing is known of its duration. */
  recall(place: number, end: CallEnd): void;
  countAgain(): void;
  /** A call of a replay was answered a second time. */
  countRedelivered(): void;
  /** @param ms how much longer the shard waits because the target asked for it */
  countHeld(ms: number): void;
  /** Calls with any outcome, and those that were not accepted, so far. */
  calls(): { readonly done: number; readonly notAccepted: number };
  latencyMs(): LoadRecord['sent']['latencyMs'];
  /** @param runningMs of this start */
  saved(generation: number, runningMs: number): ShardState;
}

/** What a new shard is about. */
interface NewShare {
  readonly plan: LoadPlan;
  readonly shard: LoadShard;
  readonly target: string;
  /** As ISO 8601. */
  readonly startedAt: string;
}

/** @param earlier what an earlier start saved */
export function createShardCounter(about: NewShare, earlier?: ShardState): ShardCounter {
  const { plan, shard, target } = about;
  const done = createDonePlaces(earlier?.done, rangesIn(earlier?.beyond ?? []));
  const latency = createLatency(earlier?.latency);
  const series = createSeries(earlier?.series);
  const earlierMs = earlier?.runningMs ?? 0;
  const failed = createListed(earlier?.failed);
  const refused = new Map(
    Object.entries(earlier?.refused ?? {}).map(([status, listed]) => [status, createListed(listed)]),
  );
  let { sentAgain, heldMs, redelivered = 0 } = earlier ?? { sentAgain: 0, heldMs: 0 };
  let accepted = done.size() - [...refused.values()].reduce((sum, one) => sum + one.calls(), 0);

  const note = (place: number, end: CallEnd, came: string) => {
    if (end === 'failed') return failed.add(place, came);
    // A call that failed before the last stop was sent again.
    failed.remove(place);
    if (done.has(place)) return;
    done.add(place);
    if (end === 'accepted') {
      accepted += 1;
      return;
    }
    const listed = refused.get(end.status) ?? createListed();
    refused.set(end.status, listed);
    listed.add(place, came);
  };
  return {
    isDone: done.has,
    count(place, answered, atMs) {
      const { answer, durationMs } = answered;
      const end = endOf(answered);
      latency.add(durationMs);
      series.add(earlierMs + atMs, end === 'accepted', durationMs);
      note(place, end, describeResponse(answer));
      return end;
    },
    recall: (place, end) => note(place, end, end === 'failed' ? '' : 'not kept'),
    countAgain() {
      sentAgain += 1;
    },
    countRedelivered() {
      redelivered += 1;
    },
    countHeld(ms) {
      heldMs += ms;
    },
    calls() {
      const notAccepted = failed.calls() + [...refused.values()].reduce((sum, one) => sum + one.calls(), 0);
      return { done: accepted + notAccepted, notAccepted };
    },
    latencyMs: latency.percentiles,
    saved: (generation, runningMs) => ({
      version: 1,
      plan,
      target,
      shard,
      generation,
      done: done.upTo(),
      beyond: pairsOf(done.beyond()),
      refused: Object.fromEntries([...refused].map(([status, listed]) => [status, listed.saved()])),
      failed: failed.saved(),
      ...(redelivered === 0 ? {} : { redelivered }),
      sentAgain,
      heldMs: Math.round(heldMs),
      startedAt: earlier?.startedAt ?? about.startedAt,
      runningMs: Math.round(earlierMs + runningMs),
      latency: latency.saved(),
      series: series.saved(),
    }),
  };
}

/** Whether the call at a place of a saved shard was accepted. */
export function acceptedIn({ done, beyond, refused }: ShardState): (place: number) => boolean {
  const ended = createDonePlaces(done, rangesIn(beyond));
  const notAccepted = Object.values(refused).map(({ places }) => createDonePlaces(0, rangesIn(places)));
  return (place) => ended.has(place) && !notAccepted.some((listed) => listed.has(place));
}

type Listed = ShardState['failed'];

/** Calls that ended alike: how many, which, and what came back for the first. */
function createListed(saved?: Listed) {
  const places = createDonePlaces(0, rangesIn(saved?.places ?? []));
  let first = saved?.first ?? '';
  return {
    add(place: number, came: string): void {
      places.add(place);
      if (first === '') first = came;
    },
    remove: places.remove,
    calls: places.size,
    saved: (): Listed => ({ calls: places.size(), first, places: allRangesOf(places) }),
  };
}

type Pair = readonly [first: number, last: number];

function allRangesOf(places: DonePlaces): [number, number][] {
  const beginning: [number, number][] = places.upTo() === 0 ? [] : [[0, places.upTo() - 1]];
  return [...beginning, ...pairsOf(places.beyond())];
}

function pairsOf(ranges: readonly PlaceRange[]): [number, number][] {
  return ranges.map((range) => (typeof range === 'number' ? [range, range] : [range[0], range[1]]));
}

/** The schema promises two numbers. */
function rangesIn(pairs: readonly (readonly number[])[]): Pair[] {
  return pairs.map(([first = 0, last = first]) => [first, last]);
}
