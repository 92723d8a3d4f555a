/**
 * The live view of one emulator: tells readers of new and changed calls, and of its state, at most ten times a second.
 * While nobody reads, nothing is watched.
 */
import type { CallTrace, CallWatch, Journal, Traces } from '../history/index.ts';
import { type LivePlace, textOf } from './place.ts';
import { callRow, isRequest, requestRow, resultOfCall, resultOfRequest } from './rows.ts';
import type { CallRow, LiveCalls, LiveCounts, LiveState, RequestRow } from './shown.ts';

/** A server-sent event. */
export type LiveMessage =
  /** Everything before it is forgotten: the emulator was started again, or reset. */
  | { readonly event: 'reset'; readonly id: string; readonly data: object }
  /** Calls between the place of the reader and here are not kept any more. */
  | { readonly event: 'gap'; readonly id: string; readonly data: { readonly missed: number } }
  | { readonly event: 'calls'; readonly id: string; readonly data: LiveCalls }
  | { readonly event: 'state'; readonly id: string; readonly data: LiveState };

export interface LiveReader {
  /** Whether it can take more; if not, it gets the rest once it says `touch`. */
  isReady(): boolean;
  take(message: LiveMessage): void;
  /** What it is shown of the state, whenever it has changed. */
  state(): LiveState;
  /** The emulator ends. */
  end(): void;
}

export interface Live {
  /**
   * Begins with the latest calls, or with those after a place.
   *
   * @returns a function that ends it
   */
  follow(reader: LiveReader, after?: LivePlace): () => void;
  /** Says that the state may have changed, or that a reader can take more. */
  touch(): void;
  /** Says that the traces and the journal were emptied. */
  reset(): void;
  /** Ends all readers. */
  end(): void;
  /** Whether there are as many readers as there may be. */
  readonly isFull: boolean;
}

export interface LiveOptions {
  readonly traces: Pick<Traces, 'at' | 'end' | 'dropped'>;
  readonly journal: Pick<Journal, 'at' | 'end' | 'dropped'>;
  readonly watch: CallWatch;
  /** Calls a function after a time of the machine. @returns a function that prevents it */
  readonly timer: (ms: number, run: () => void) => () => void;
  /** Differs from that of every earlier start. */
  readonly run: string;
}

/** Each window of a browser is a reader. */
export const MOST_READERS = 50;
const INTERVAL_MS = 100;
/** How many rows a reader gets at its beginning, and at once. */
const FIRST_ROWS = 500;
const ROWS = 200;

interface LiveFollower {
  readonly reader: LiveReader;
  run: string;
  traces: number;
  journal: number;
  /** Calls that it was shown, which have changed since then, by their positions. */
  readonly changed: Map<number, CallTrace>;
  readonly shown: WeakMap<CallTrace, number>;
  state: string | undefined;
}

export function createLive({ traces, journal, watch, timer, run: start }: LiveOptions): Live {
  const followers = new Set<LiveFollower>();
  let resets = 0;
  let unwatch: (() => void) | undefined;
  let stopTimer: (() => void) | undefined;
  const run = () => `${start}-${resets}`;

  const schedule = () => {
    if (followers.size > 0) stopTimer ??= timer(INTERVAL_MS, tick);
  };

  const tick = () => {
    stopTimer = undefined;
    for (const follower of followers) if (follower.reader.isReady()) catchUp(follower, ROWS);
  };

  const watcher = {
    received: schedule,
    refused: schedule,
    answered: schedule,
    unmet: schedule,
    attempted(trace: CallTrace) {
      for (const { shown, changed } of followers) {
        const position = shown.get(trace);
        if (position !== undefined) changed.set(position, trace);
      }
      schedule();
    },
  };

  const catchUp = (follower: LiveFollower, rows: number): void => {
    const { reader } = follower;
    const place = () => textOf({ run: follower.run, traces: follower.traces, journal: follower.journal });
    if (follower.run !== run()) {
      Object.assign(follower, { run: run(), ...latest() });
      follower.changed.clear();
      reader.take({ event: 'reset', id: place(), data: {} });
    }
    const missed =
      Math.max(0, traces.dropped - follower.traces) + Math.max(0, journal.dropped - follower.journal);
    if (missed > 0) {
      follower.traces = Math.max(follower.traces, traces.dropped);
      follower.journal = Math.max(follower.journal, journal.dropped);
      reader.take({ event: 'gap', id: place(), data: { missed } });
    }
    const data = newCalls(follower, rows);
    if (data !== undefined) reader.take({ event: 'calls', id: place(), data });
    const state = reader.state();
    const text = JSON.stringify(state);
    if (text === follower.state) return;
    follower.state = text;
    reader.take({ event: 'state', id: place(), data: state });
  };

  const newCalls = (follower: LiveFollower, rows: number): LiveCalls | undefined => {
    const { shown, changed } = follower;
    const counts: LiveCounts = { accepted: 0, waiting: 0, failed: 0, dropped: 0 };
    const calls: CallRow[] = [];
    const requests: RequestRow[] = [];
    let leftOut = 0;
    for (const [position, trace] of changed) calls.push(callRow(position, trace));
    changed.clear();
    const firstCall = Math.max(follower.traces, traces.end - rows);
    for (let position = follower.traces; position < traces.end; position += 1) {
      const trace = traces.at(position);
      if (trace === undefined) continue;
      counts[resultOfCall(trace)] += 1;
      if (position < firstCall) {
        leftOut += 1;
        continue;
      }
      shown.set(trace, position);
      calls.push(callRow(position, trace));
    }
    const firstRequest = Math.max(follower.journal, journal.end - rows);
    for (let position = follower.journal; position < journal.end; position += 1) {
      const entry = journal.at(position);
      if (entry === undefined || !isRequest(entry)) continue;
      counts[resultOfRequest(entry)] += 1;
      if (position < firstRequest) leftOut += 1;
      else requests.push(requestRow(position, entry));
    }
    follower.traces = traces.end;
    follower.journal = journal.end;
    if (calls.length + requests.length + leftOut === 0) return undefined;
    return { calls, requests, leftOut, ...(rows === FIRST_ROWS ? {} : { counts }) };
  };

  /** Where a reader without a place begins. */
  const latest = () => ({
    traces: Math.max(traces.dropped, traces.end - FIRST_ROWS),
    journal: Math.max(journal.dropped, journal.end - FIRST_ROWS),
  });

  const leave = (follower: LiveFollower): void => {
    followers.delete(follower);
    if (followers.size > 0) return;
    unwatch?.();
    unwatch = undefined;
    stopTimer?.();
    stopTimer = undefined;
  };

  return {
    follow(reader, after) {
      const known = after?.run === run() && after.traces <= traces.end && after.journal <= journal.end;
      const follower: LiveFollower = {
        reader,
        run: after === undefined || known ? run() : after.run,
        ...(known ? { traces: after.traces, journal: after.journal } : latest()),
        changed: new Map(),
        shown: new WeakMap(),
        state: undefined,
      };
      followers.add(follower);
      unwatch ??= watch.add(watcher);
      catchUp(follower, known ? ROWS : FIRST_ROWS);
      return () => leave(follower);
    },
    touch: schedule,
    reset() {
      resets += 1;
      schedule();
    },
    end() {
      for (const follower of [...followers]) {
        leave(follower);
        follower.reader.end();
      }
    },
    get isFull() {
      return followers.size >= MOST_READERS;
    },
  };
}
