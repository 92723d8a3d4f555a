/** Sends one shard of a load, and keeps what it has sent. */
import { callAt } from '../../generators/load/index.ts';
import { fineTiming } from '../../harness/ambient.ts';
import { BlockedExample } from '../../harness/errors.ts';
import { isVisible } from '../../harness/load/is-visible.ts';
import { type LoadRecords, openLoadRecords } from '../../harness/load/open-records.ts';
import { type OtherShards, sendShard } from '../../harness/load/sending/send-shard.ts';
import { dueAfterMs } from '../../harness/load/sending/shape.ts';
import {
  createHttpClient,
  credentialsOf,
  cutWhenStopped,
  type HttpResponse,
  type NoResponse,
  SEGMENT_HEADERS,
  secretsOf,
} from '../../harness/target/index.ts';
import { createRedactor } from '../../safe-text/index.ts';
import type { ShardState } from '../../schemas/index.ts';
import { isTakenOver } from '../file-lock.ts';
import { CommandError } from '../shell.ts';
import type { PartEnd, PartProgress, SendOrder } from './send-order.ts';
import { type KeptShard, keepShard } from './shard-journal.ts';

const SAY_EVERY_MS = 250;
const SAVE_EVERY_MS = 1000;

/** How often, and how far from each other, calls whose responses are lost are looked for. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 500;

/** Whoever has a shard sent. */
export interface SendingWatch {
  readonly stopped: () => boolean;
  /** Called four times a second, and at the end. */
  readonly onProgress: (progress: PartProgress) => void;
  readonly others: OtherShards;
  /** Called with the response to each request, those that are made again among them. */
  readonly onResponse?: (answer: HttpResponse | NoResponse, durationMs: number) => void;
}

/** @throws CommandError if what an earlier start sent cannot be read, or not be found */
export async function sendKeptShard(
  order: SendOrder,
  { stopped: isStopped, onProgress, onResponse, others }: SendingWatch,
): Promise<PartEnd> {
  const { settings, plan, shard, folder, lock, target, shape } = order;
  const { baseUrl, connection, concurrency, rate, timeoutMs } = settings;
  const { redact } = createRedactor(secretsOf(settings));
  let unkept: string | undefined;
  const stopped = () => unkept !== undefined || isStopped();
  const startedAt = fineTiming.now();
  const elapsed = () => fineTiming.now() - startedAt;
  const about = { folder, plan, shard, target, redact, isTakenOver: () => isTakenOver(lock) };
  const kept = keepShard({ ...about, startedAt: new Date(startedAt).toISOString() });
  const wasUnclear = new Set(kept.unclear);
  const problem = await lookForUnclear(kept, order, stopped);
  if (problem !== undefined) throw new CommandError(2, problem);
  const client = createHttpClient({ timeoutMs, connections: concurrency, connection, now: fineTiming.now });
  const unwatch = cutWhenStopped(client, stopped);
  const headers = {
    ...connection.headers,
    ...SEGMENT_HEADERS,
    ...credentialsOf(settings).get('the API key')?.headers,
  };
  let sentAgain = 0;
  const report = () =>
    onProgress({ ...kept.counter.calls(), sentAgain, latencyMs: kept.counter.latencyMs() });
  const saying = setInterval(report, SAY_EVERY_MS);
  /** What cannot be kept is not sent. */
  const keep = (change: () => void) => {
    try {
      change();
    } catch (error) {
      if (!isForReader(error)) throw error;
      unkept ??= (error as Error).message;
    }
  };
  const saving = setInterval(() => keep(() => kept.save(elapsed())), SAVE_EVERY_MS);
  let gaveUp: string | undefined;
  try {
    const end = await sendShard({
      plan,
      shard,
      isDone: kept.counter.isDone,
      async post(body, how) {
        const sentAt = fineTiming.now();
        const answer = await client.send({ method: 'POST', url: baseUrl, headers, body }, how);
        onResponse?.(answer, Math.max(0, fineTiming.now() - sentAt));
        return answer;
      },
      concurrency,
      dueAfterMs: rate === undefined ? undefined : (before) => dueAfterMs(shape, rate, before),
      timing: fineTiming,
      stopped,
      onAnswer: (place, answered) => keep(() => kept.count(place, answered, elapsed())),
      mayHaveArrived: (place) => wasUnclear.has(place),
      onAgain() {
        sentAgain += 1;
        kept.counter.countAgain();
      },
      onRedelivered: kept.counter.countRedelivered,
      onHeld: kept.counter.countHeld,
      others,
    });
    gaveUp = end.gaveUp;
  } finally {
    clearInterval(saying);
    clearInterval(saving);
    unwatch();
    await client.close();
    keep(() => kept.close(elapsed()));
    report();
  }
  // As on disk: without keys.
  const state = JSON.parse(redact(JSON.stringify(kept.state(elapsed())))) as ShardState;
  return { state, gaveUp, unkept };
}

/** What the file system says is for the reader, and no fault of this program. */
export function isForReader(error: unknown): boolean {
  if (error instanceof CommandError) return true;
  return error instanceof Error && ('code' in error || error.message.includes('symbolic link'));
}

/** Calls that were under way at a kill may have arrived: whoever can be asked is asked, so that they are not made twice. */
async function lookForUnclear(
  { unclear, found }: KeptShard,
  { settings, plan, shard }: SendOrder,
  stopped: () => boolean,
): Promise<string | undefined> {
  if (unclear.length === 0) return undefined;
  const opened = await openLoadRecords(settings, { timing: fineTiming, stopped, log: () => {} });
  if (opened === undefined) return undefined;
  if ('problem' in opened) return opened.problem;
  const records = opened.value;
  try {
    let left = [...unclear];
    for (let look = 1; look <= LOOKS && left.length > 0 && !stopped(); look += 1) {
      if (look > 1) await fineTiming.sleep(BETWEEN_LOOKS_MS);
      const seen = await Promise.all(left.map((place) => looked(place, records)));
      for (const [at, place] of left.entries()) if (seen[at] === true) found(place);
      left = left.filter((_, at) => seen[at] !== true);
    }
    return undefined;
  } catch (error) {
    if (error instanceof BlockedExample && stopped()) return undefined;
    if (error instanceof BlockedExample) return `--resume cannot look at what arrived: ${error.message}`;
    throw error;
  } finally {
    await records.close();
  }

  async function looked(place: number, from: LoadRecords): Promise<boolean> {
    return isVisible(plan, callAt(plan, shard, place), from);
  }
}
