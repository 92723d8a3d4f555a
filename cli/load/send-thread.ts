/** The thread that sends one shard of a load. */
import { parentPort, workerData } from 'node:worker_threads';
import { callAt } from '../../generators/load/index.ts';
import { fineTiming } from '../../harness/ambient.ts';
import { BlockedExample } from '../../harness/errors.ts';
import { isVisible } from '../../harness/load/is-visible.ts';
import { type LoadRecords, openLoadRecords } from '../../harness/load/open-records.ts';
import { sendShard } from '../../harness/load/send-shard.ts';
import { dueAfterMs } from '../../harness/load/shape.ts';
import {
  createHttpClient,
  credentialsOf,
  cutWhenStopped,
  SEGMENT_HEADERS,
  secretsOf,
} from '../../harness/target/index.ts';
import { createRedactor } from '../../safe-text/index.ts';
import type { ShardState } from '../../schemas/index.ts';
import { isTakenOver } from '../file-lock.ts';
import { STOP } from '../library/thread-protocol.ts';
import { CommandError } from '../shell.ts';
import type { PartEnd, SendAdvice, SendOrder, SendReport } from './send-order.ts';
import { type KeptShard, keepShard } from './shard-journal.ts';

const SAY_EVERY_MS = 250;
const SAVE_EVERY_MS = 1000;

/** How often, and how far from each other, calls whose responses are lost are looked for. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 500;

const say = (report: SendReport) => parentPort?.postMessage(report);

let isStopped = false;
let heldUntilMs = 0;
let hold = (_untilMs: number) => {};
parentPort?.on('message', (advice: SendAdvice) => {
  if (advice === STOP) {
    isStopped = true;
    return;
  }
  heldUntilMs = Math.max(heldUntilMs, advice.holdUntilMs);
  hold(heldUntilMs);
});
try {
  say({ kind: 'ended', end: await carryOut(workerData as SendOrder) });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  say(isForReader(error) ? { kind: 'refused', problem: message } : { kind: 'fault', message });
}
parentPort?.close();

/** What the file system says is for the reader, and no fault of this program. */
function isForReader(error: unknown): boolean {
  if (error instanceof CommandError) return true;
  return error instanceof Error && ('code' in error || error.message.includes('symbolic link'));
}

async function carryOut(order: SendOrder): Promise<PartEnd> {
  const { settings, plan, shard, folder, lock, target, shape } = order;
  const { baseUrl, connection, concurrency, rate, timeoutMs } = settings;
  const { redact } = createRedactor(secretsOf(settings));
  const stopped = () => isStopped;
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
  let unkept: string | undefined;
  let sentAgain = 0;
  const report = () =>
    say({
      kind: 'progress',
      progress: { ...kept.counter.calls(), sentAgain, latencyMs: kept.counter.latencyMs() },
    });
  const saying = setInterval(report, SAY_EVERY_MS);
  /** What cannot be kept is not sent. */
  const keep = (change: () => void) => {
    try {
      change();
    } catch (error) {
      if (!isForReader(error)) throw error;
      unkept ??= (error as Error).message;
      isStopped = true;
    }
  };
  const saving = setInterval(() => keep(() => kept.save(elapsed())), SAVE_EVERY_MS);
  let gaveUp: string | undefined;
  try {
    const end = await sendShard({
      plan,
      shard,
      isDone: kept.counter.isDone,
      post: (body, how) => client.send({ method: 'POST', url: baseUrl, headers, body }, how),
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
      onHeld: kept.counter.countHeld,
      others: {
        hold: (untilMs) => say({ kind: 'hold', untilMs }),
        onHold(callback) {
          hold = callback;
          // Another thread may have been asked before this one sends.
          hold(heldUntilMs);
        },
      },
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
