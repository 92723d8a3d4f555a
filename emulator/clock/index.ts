/** The clock that all parts of the emulator share: real, or frozen and moved by requests. */
import { setImmediate } from 'node:timers';
import type { Ambient, Clock } from '../ambient.ts';
import { createDueQueue } from './due-queue.ts';
import { createSlice } from './slice.ts';

export { createDueQueue } from './due-queue.ts';
export { createSlice, type Slice } from './slice.ts';

interface TimerSubject {
  /** What happens, such as `retry`; shown to users, so it must not contain keys. */
  readonly what: string;
  readonly messageId?: string | undefined;
  readonly instance?: string | undefined;
}

interface Timer {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly about: TimerSubject;
  readonly run: () => void;
}

/** A clock as a snapshot keeps it. */
export interface SavedClock {
  readonly mode: 'real' | 'frozen';
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface EmulatorClock extends Clock {
  readonly mode: 'real' | 'frozen';
  /** Number of timers that have not fired yet, and when the next one is due. */
  readonly timers: { readonly count: number; readonly next: number | undefined };
  /**
   * Runs a function at a time, in real time or when the clock is moved.
   *
   * @returns its turn: of timers with the same time, the one with the lower turn fires first
   */
  schedule(at: number, about: TimerSubject, run: () => void): number;
  /** Marks the start of work that the clock waits for before it moves. */
  begin(): void;
  /** Marks the end of that work. */
  end(): void;
  /** Resolves once no such work is in progress. */
  idle(): Promise<void>;
  /**
   * Stops the clock.
   *
   * @param at the time at which it then stands. Default: its current time.
   */
  freeze(at?: number): void;
  /** Lets the clock run in real time from its current time, so that it never goes back. */
  resume(): void;
  /**
   * Moves a frozen clock, fires the timers that become due in order, and waits for the work of each.
   * A second move begins when the first has ended. A long move lets requests have their turn.
   *
   * @param target returns the new time; called with the time at which the move begins, both in milliseconds since the
   * epoch
   * @returns undefined if the clock is not frozen or the target is in the past
   */
  move(target: (now: number) => number): Promise<Move | undefined>;
  /** Removes every timer. */
  clear(): void;
  save(): SavedClock;
  /**
   * Removes every timer, ends a move that is under way, and stops at the saved time; or runs on in real time, but not
   * from before the saved time.
   */
  load(saved: SavedClock): void;
  /** Ends a move at the time that it has reached, and every later one at its beginning. */
  stop(): void;
}

/** What a move did; times in milliseconds since the epoch. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** Number of timers that fired. */
  readonly count: number;
  /** The first timers that fired, in order; at most `FIRED_SHOWN`. */
  readonly fired: readonly Fired[];
}

interface Fired extends TimerSubject {
  readonly at: number;
}

/** A limit, because a year of retries would make an answer of a gigabyte. */
export const FIRED_SHOWN = 1_000;

/** The longest wait that setTimeout accepts. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * @param base the real time; a frozen clock does not read it
 * @param stopwatch see `Ambient`
 */
export function createClock(base: Clock, stopwatch: Ambient['stopwatch']): EmulatorClock {
  const timers = createDueQueue<Timer>();
  let frozenAt: number | undefined;
  let offset = 0;
  let inProgress = 0;
  let waiting: (() => void)[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let moves: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  /** Goes up with each saved time that was loaded: a move ends when its time is gone. */
  let era = 0;

  const now = () => frozenAt ?? base.now() + offset;

  const fireDue = () => {
    const slice = createSlice(stopwatch);
    for (let timer = timers.take(now()); timer !== undefined; timer = timers.take(now())) {
      timer.run();
      if (slice.isOver()) break;
    }
    setAlarm();
  };

  const setAlarm = () => {
    clearTimeout(alarm);
    const next = timers.next();
    if (frozenAt !== undefined || next === undefined) return;
    alarm = setTimeout(fireDue, Math.min(Math.max(next - now(), 0), LONGEST_WAIT_MS));
    // A retry that is hours away must not keep the process alive.
    alarm.unref();
  };

  const idle = (): Promise<void> =>
    inProgress === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

  const moveTo = async (target: (now: number) => number): Promise<Move | undefined> => {
    await idle();
    const from = now();
    const to = target(from);
    const begun = era;
    if (frozenAt === undefined || !(to >= from)) return undefined;
    if (isStopped) return { from, to: from, count: 0, fired: [] };
    const fired: Fired[] = [];
    let count = 0;
    const slice = createSlice(stopwatch);
    for (let timer = timers.take(to); timer !== undefined; timer = timers.take(to)) {
      frozenAt = Math.max(frozenAt, timer.at);
      if (fired.length < FIRED_SHOWN) fired.push({ at: timer.at, ...timer.about });
      count += 1;
      timer.run();
      if (slice.isOver()) {
        await new Promise((resolve) => setImmediate(resolve));
        slice.begin();
      }
      if (inProgress > 0) await idle();
      if (frozenAt === undefined || isStopped || era !== begun) return { from, to: now(), count, fired };
    }
    // A request may have let the clock run in the meantime.
    frozenAt = Math.max(frozenAt, to);
    return { from, to, count, fired };
  };

  const modeOf = () => (frozenAt === undefined ? 'real' : 'frozen');

  const clear = () => {
    timers.clear();
    clearTimeout(alarm);
  };

  return {
    now,
    get mode() {
      return modeOf();
    },
    get timers() {
      return { count: timers.size, next: timers.next() };
    },
    schedule(at, about, run) {
      const turn = timers.add({ at, about, run });
      if (timers.next() === at) setAlarm();
      return turn;
    },
    begin() {
      inProgress += 1;
    },
    end() {
      inProgress -= 1;
      if (inProgress > 0) return;
      const resolves = waiting;
      waiting = [];
      for (const resolve of resolves) resolve();
    },
    idle,
    freeze(at = now()) {
      frozenAt = at;
      clearTimeout(alarm);
    },
    resume() {
      offset = now() - base.now();
      frozenAt = undefined;
      setAlarm();
    },
    move(target) {
      const move = moves.then(() => moveTo(target));
      moves = move.catch(() => undefined);
      return move;
    },
    clear,
    save: () => ({ mode: modeOf(), now: now() }),
    load(saved) {
      clear();
      era += 1;
      offset = Math.max(0, saved.now - base.now());
      frozenAt = saved.mode === 'frozen' ? saved.now : undefined;
    },
    stop() {
      isStopped = true;
    },
  };
}
