/** Keeps what a shard has sent on disk, so that a kill at any moment loses no call. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { callsOfShard, type LoadShard } from '../../generators/load/index.ts';
import type { AnsweredCall, CallEnd } from '../../harness/load/call-end.ts';
import { createShardCounter, type ShardCounter } from '../../harness/load/shard-counter.ts';
import type { RedactedText } from '../../safe-text/index.ts';
import type { LoadPlan, ShardState } from '../../schemas/index.ts';
import { CommandError } from '../shell.ts';
import { type CallJournal, openJournal, writeWhole } from '../whole-file.ts';
import { readShardState, shardFile } from './load-folder.ts';

/** The most that --concurrency allows. */
const MOST_UNDER_WAY = 64;

/** What a shard has sent, in memory and on disk. */
export interface KeptShard {
  readonly counter: ShardCounter;
  /** Places of calls that may have been under way at the last end: their responses are lost. */
  readonly unclear: readonly number[];
  /** Counts a call, and notes it on disk before anything else happens. */
  count(place: number, answered: AnsweredCall, atMs: number): void;
  /** Notes that a call of an earlier start was found to have arrived. */
  found(place: number): void;
  /** Writes everything as one file, and begins a new journal. */
  save(runningMs: number): void;
  /** What is saved, or would be if the disk could keep it. */
  state(runningMs: number): ShardState;
  close(runningMs: number): void;
}

interface KeptShardParts {
  readonly folder: string;
  readonly plan: LoadPlan;
  readonly shard: LoadShard;
  readonly target: string;
  /** As ISO 8601. */
  readonly startedAt: string;
  readonly redact: (text: string) => RedactedText;
  /** Whether the files are another process's now; then nothing is written. */
  readonly isTakenOver: () => boolean;
}

/** @throws the error of the file system, or a CommandError if what is on disk cannot be read */
export function keepShard(parts: KeptShardParts): KeptShard {
  const { folder, plan, shard, target, startedAt, redact, isTakenOver } = parts;
  const file = join(folder, shardFile(shard));
  const journalOf = (generation: number) => journalFile(folder, shard, generation);
  const earlier = existsSync(file) ? readShardState(file) : undefined;
  const counter = createShardCounter({ plan, shard, target, startedAt }, earlier);
  let generation = earlier?.generation ?? 0;
  let latest = -1;
  for (const { place, end } of earlier === undefined ? [] : linesOf(journalOf(generation))) {
    counter.recall(place, end);
    latest = Math.max(latest, place);
  }
  const highest = Math.max(latest, lastPlaceOf(earlier?.done ?? 0, earlier?.beyond ?? []));
  const unclear =
    earlier === undefined
      ? []
      : notDone(counter, earlier.done, Math.min(highest + MOST_UNDER_WAY, callsOfShard(plan, shard) - 1));
  let journal: CallJournal | undefined;

  const save = (runningMs: number) => {
    if (isTakenOver()) throw new CommandError(3, `another start has taken ${file} over`);
    const next = generation + 1;
    // The new journal is there before the file that names it, and the old one until then.
    rmSync(journalOf(next), { force: true });
    const opened = openJournal(journalOf(next));
    writeWhole(file, redact(`${JSON.stringify(counter.saved(next, runningMs))}\n`), folder);
    journal?.close();
    rmSync(journalOf(generation), { force: true });
    generation = next;
    journal = opened;
  };
  save(0);
  return {
    counter,
    unclear,
    count(place, answered, atMs) {
      journal?.add(lineOf(place, counter.count(place, answered, atMs)));
    },
    found(place) {
      counter.recall(place, 'accepted');
      journal?.add(lineOf(place, 'accepted'));
    },
    save,
    state: (runningMs) => counter.saved(generation, runningMs),
    close(runningMs) {
      save(runningMs);
      journal?.close();
      rmSync(journalOf(generation), { force: true });
    },
  };
}

/** How many calls of a shard, in its order, may have been sent, with those that were under way at a kill. */
export function begunIn(
  folder: string,
  { plan, shard, generation, done, beyond, failed }: ShardState,
): number {
  let highest = Math.max(lastPlaceOf(done, beyond), lastPlaceOf(0, failed.places));
  for (const { place } of linesOf(journalFile(folder, shard, generation))) highest = Math.max(highest, place);
  return Math.min(highest + 1 + MOST_UNDER_WAY, callsOfShard(plan, shard));
}

function journalFile(folder: string, shard: LoadShard, generation: number): string {
  return join(folder, shardFile(shard).replace(/json$/, `${generation}.journal`));
}

/** `17` was accepted, `17 400` was refused, `17 -` failed. */
function lineOf(place: number, end: CallEnd): string {
  if (end === 'accepted') return String(place);
  return `${place} ${end === 'failed' ? '-' : end.status}`;
}

function* linesOf(file: string): Generator<{ readonly place: number; readonly end: CallEnd }> {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  // What is behind the last line end was being written when the process ended.
  for (const line of lines.slice(0, -1)) {
    const [, place, status] = /^(\d+)(?: (-|\d{3}))?$/.exec(line) ?? [];
    if (place === undefined) continue;
    const end = status === undefined ? 'accepted' : status === '-' ? 'failed' : { status };
    yield { place: Number(place), end };
  }
}

function lastPlaceOf(done: number, beyond: readonly (readonly number[])[]): number {
  return Math.max(done - 1, ...beyond.slice(-1).map(([, last = 0]) => last));
}

/** Places below the end that are not done: calls are sent in their order, so that no others can have been under way. */
function notDone(counter: ShardCounter, from: number, end: number): number[] {
  const places: number[] = [];
  for (let place = from; place <= end; place += 1) if (!counter.isDone(place)) places.push(place);
  return places;
}
