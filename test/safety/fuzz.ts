/** The fuzz run: sends thousands of requests to one emulator, and checks the invariants after each. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { basic, KEYS, type OpenEmulator, startOpen } from '../../emulator/testing.ts';
import { bytesOf, createShotMaker, type Shot } from './fuzz-requests.ts';
import { createWire, type Wire } from './fuzz-wire.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
}

export interface FuzzReport {
  /** How many requests got each class of status; `none` counts requests without a response. */
  readonly answers: Readonly<Record<string, number>>;
  /** Bytes on the heap after a third of the requests and at the end, each after a reset. */
  readonly heap: readonly [third: number, end: number];
  /** What the request cost that cost most; memory is measured for the heavy ones. */
  readonly most: Costs;
  /** The most bytes on the heap before a reset: what two thousand requests left behind. */
  readonly held: number;
  readonly fault: Fault | undefined;
}

/** What one request costs. */
export interface Costs {
  /** Milliseconds of processor time, of emulator and client together. */
  readonly cpuMs: number;
  /** Bytes that it left on the heap before a collection. */
  readonly allocated: number;
  /** Bytes that it still held after one. */
  readonly kept: number;
}

export interface Fault {
  readonly index: number;
  readonly what: string;
  /** As short as it could be made. */
  readonly request: Buffer;
  /** Whether the request alone causes the fault on a new emulator. */
  readonly repeats: boolean;
}

/** Requests between two resets of the emulator, after which its heap must be as small as before. */
const RESET_EVERY = 2_000;
/** Attempts to make a request shorter. */
const SHRINKS = 200;
/** How much the heap may differ because of the garbage collector and the compiler. */
const SLACK_BYTES = 6 * 1024 * 1024;

/** No request may cost more; the margins are five times and more over what was measured. */
const BUDGET: Costs = { cpuMs: 3_000, allocated: 96 * 1024 * 1024, kept: 24 * 1024 * 1024 };
/** What all requests between two resets may leave behind: the limits of traces, messageIds and waiting deliveries. */
const HELD_LIMIT = 320 * 1024 * 1024;
const NOTHING: Costs = { cpuMs: 0, allocated: 0, kept: 0 };

interface Bench {
  /** Sends a request; `problem` says what went wrong, if anything did. */
  fire(shot: Shot): Promise<{
    readonly statuses: readonly number[];
    readonly costs: Costs;
    readonly problem: string | undefined;
  }>;
  reset(): void;
  close(): Promise<void>;
}

/** Stops at the first fault. */
export async function fuzz({ requests, seed }: FuzzOptions): Promise<FuzzReport> {
  const make = createShotMaker(seed);
  const bench = await startBench();
  const answers: Record<string, number> = {};
  const heap: [number, number] = [0, 0];
  let fault: Fault | undefined;
  let most = NOTHING;
  let held = 0;
  for (let index = 0; index < requests; index += 1) {
    if (index % RESET_EVERY === 0) {
      held = Math.max(held, heapNow());
      bench.reset();
    }
    if (index === Math.floor(requests / 3)) heap[0] = heapAfter(bench);
    const shot = make(index);
    const { statuses, costs, problem } = await bench.fire(shot);
    most = larger(most, costs);
    for (const name of statuses.length === 0 ? ['none'] : statuses.map(classOf)) {
      answers[name] = (answers[name] ?? 0) + 1;
    }
    if (problem === undefined) continue;
    fault = { index, what: problem, ...(await shrink(shot)) };
    break;
  }
  held = Math.max(held, heapNow());
  heap[1] = heapAfter(bench);
  await bench.close();
  if (fault === undefined && heap[1] > heap[0] + SLACK_BYTES) {
    const what = `the heap grew from ${heap[0]} to ${heap[1]} bytes`;
    fault = { index: requests, what, request: Buffer.alloc(0), repeats: false };
  }
  if (fault === undefined && held > HELD_LIMIT) {
    const what = `${held} bytes were held before a reset`;
    fault = { index: requests, what, request: Buffer.alloc(0), repeats: false };
  }
  return { answers, heap, most, held, fault };
}

function larger(one: Costs, other: Costs): Costs {
  return {
    cpuMs: Math.max(one.cpuMs, other.cpuMs),
    allocated: Math.max(one.allocated, other.allocated),
    kept: Math.max(one.kept, other.kept),
  };
}

async function startBench(): Promise<Bench> {
  const faults: string[] = [];
  const record = (what: string) => (error: unknown) =>
    faults.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
  const onException = record('an uncaught exception');
  const onRejection = record('an unhandled rejection');
  process.on('uncaughtException', onException).on('unhandledRejection', onRejection);
  let ids = 0;
  const emulator = await startOpen({
    ...KEYS,
    port: 0,
    clock: 'frozen',
    ids: () => {
      ids += 1;
      return `id-${ids}`;
    },
    logger: { error: (message, details) => record(message)(details) },
  });
  const wire = createWire(emulator.url);
  return {
    async fire(shot) {
      const measured = measureCosts(shot);
      const { statuses, effect } = await sendTo(emulator, wire, shot).catch((error: unknown) => {
        faults.push(String(error));
        return { statuses: [], effect: undefined };
      });
      const costs = measured();
      for (const [name, limit] of Object.entries(BUDGET)) {
        const spent = costs[name as keyof Costs];
        if (spent > limit) faults.push(`it cost ${Math.round(spent)} of ${name}, and ${limit} is the budget`);
      }
      const failed = statuses.find((status) => status >= 500 && status !== 501);
      if (failed !== undefined) faults.push(`the response was ${failed}`);
      if (effect !== undefined) {
        // An earlier request may have had its effect late, after its connection was closed; then it does not recur.
        await prepare(emulator, wire);
        const again = await sendTo(emulator, wire, shot);
        if (again.effect !== undefined) faults.push(again.effect);
      }
      return { statuses, costs, problem: faults.shift() };
    },
    reset() {
      emulator.core.reset();
      // Snapshots outlive a reset.
      for (const { name } of emulator.core.snapshots.list()) emulator.core.snapshots.remove(name);
      emulator.worlds.clear();
    },
    async close() {
      wire.close();
      await emulator.close();
      process.off('uncaughtException', onException).off('unhandledRejection', onRejection);
    },
  };
}

/** Sends a request and checks that it had no effect if it was refused. */
async function sendTo(
  emulator: OpenEmulator,
  wire: Wire,
  shot: Shot,
): Promise<{ readonly statuses: readonly number[]; readonly effect: string | undefined }> {
  const before = stateOf(emulator);
  const statuses = await wire.send(shot);
  const isRefused = statuses.length > 0 && statuses.every((status) => status >= 400);
  const after = isRefused ? stateOf(emulator) : before;
  const effect =
    after === before ? undefined : `answered ${statuses.join(', ')}, and ${before} became ${after}`;
  return { statuses, effect };
}

/** Stores a User that a request could change, and waits until earlier requests have had their effect. */
async function prepare(emulator: OpenEmulator, wire: Wire): Promise<void> {
  const body = Buffer.from('{"type":"identify","userId":"prepared"}');
  const head = `POST /astrolabe HTTP/1.1\r\nhost: a\r\nauthorization: ${basic(KEYS.apiKey)}\r\n`;
  await wire.send({ head: Buffer.from(head), body, isFramed: true, method: 'POST' });
  emulator.core.clock.freeze();
  await sleep(50);
}

/** What a refused request must not change: everything except the journal, and the time unless it is frozen. */
function stateOf({ core, worlds }: OpenEmulator): string {
  const { clock, destination, engage, ingress, instances, source, traces } = core;
  return JSON.stringify([
    destination.counts(),
    ingress.counts(),
    traces.end,
    instances.list(),
    engage
      .list()
      .map(({ definition, ledger, syncs }) => [definition.key, ledger.size, ledger.waiting(), syncs]),
    destination.connectors.changes,
    worlds.size,
    source.enabled,
    clock.mode,
    clock.mode === 'frozen' ? clock.now() : undefined,
  ]);
}

function classOf(status: number): string {
  return status === 501 ? '501' : `${Math.floor(status / 100)}xx`;
}

function heapAfter(bench: Bench): number {
  bench.reset();
  return heapNow();
}

function heapNow(): number {
  const collect = globalThis.gc ?? exposedGc();
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Begins to measure one request; its memory only if it is heavy, because collecting takes longer than the others. */
function measureCosts({ isHeavy = false }: Shot): () => Costs {
  const heapBefore = isHeavy ? heapNow() : 0;
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1000;
    if (!isHeavy) return { ...NOTHING, cpuMs };
    const allocated = process.memoryUsage().heapUsed - heapBefore;
    return { cpuMs, allocated, kept: heapNow() - heapBefore };
  };
}

/** Cuts pieces out of a request as long as it still fails on a new emulator. */
async function shrink(shot: Shot): Promise<Pick<Fault, 'request' | 'repeats'>> {
  const stillFails = async (tried: Shot) => {
    const bench = await startBench();
    const { problem } = await bench.fire(tried);
    await bench.close();
    return problem !== undefined;
  };
  if (!(await stillFails(shot))) return { request: bytesOf(shot), repeats: false };
  // A framed request keeps its head; an unframed one has nothing else.
  const part = shot.isFramed ? 'body' : 'head';
  let shortest = shot;
  let step = Math.ceil(shot[part].length / 2);
  let at = 0;
  for (let left = SHRINKS; left > 0 && step > 0; left -= 1) {
    const bytes = shortest[part];
    const cut = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + step)]);
    const tried = { ...shortest, [part]: cut };
    if (cut.length < bytes.length && (await stillFails(tried))) shortest = tried;
    else at += step;
    if (at < shortest[part].length) continue;
    at = 0;
    step = Math.floor(step / 2);
  }
  return { request: bytesOf(shortest), repeats: true };
}

/** For runs that were not started with `--expose-gc`. */
function exposedGc(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
