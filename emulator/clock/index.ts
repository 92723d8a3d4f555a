/** The one clock that all roles share: real until it is frozen, and then moved by hand. */
import type { Clock } from '../ambient.ts';
import { createDueQueue } from './due-queue.ts';

export { createDueQueue } from './due-queue.ts';

export interface TimerSubject {
  /** What happens, such as `retry`; for people who ask what fired, so it carries no keys. */
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

export interface EmulatorClock extends Clock {
  readonly mode: 'real' | 'frozen';
  /** Timers that have not fired yet, and when the next one falls due. */
  readonly timers: { readonly count: number; readonly next: number | undefined };
  /** Runs something once its time has come, in real time or when the clock is moved. */
  schedule(at: number, about: TimerSubject, run: () => void): void;
  /** Says that work has begun which the clock has to wait for before it moves. */
  begin(): void;
  /** Says that it has ended. */
  end(): void;
  /** Resolves once no work is under way. */
  idle(): Promise<void>;
  /** Stops the time where it is. */
  freeze(): void;
  /** Lets the time run on in real time from where it is, so that it never goes back. */
  resume(): void;
  /**
   * Moves a frozen clock, fires what falls due on the way in order, and waits until each has come to rest.
   * A second move begins when the first has ended.
   *
   * @param target milliseconds since the epoch, told the time at which the move begins
   * @returns nothing where the clock is not frozen or the target lies in the past
   */
  move(target: (now: number) => number): Promise<Move | undefined>;
  /** Forgets every timer. */
  clear(): void;
}

/** What a move did; times in milliseconds since the epoch. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** How many timers fired. */
  readonly count: number;
  /** The first of them, in order; at most `FIRED_SHOWN`. */
  readonly fired: readonly Fired[];
}

export interface Fired extends TimerSubject {
  readonly at: number;
}

/** A year of retries must not end in an answer of a gigabyte. */
export const FIRED_SHOWN = 1_000;

/** The longest wait that setTimeout takes. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** @param base the real time, which a frozen clock does not look at */
export function createClock(base: Clock): EmulatorClock {
  const timers = createDueQueue<Timer>();
  let frozenAt: number | undefined;
  let offset = 0;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let moves: Promise<unknown> = Promise.resolve();

  const now = () => frozenAt ?? base.now() + offset;

  const fireDue = () => {
    for (let timer = timers.take(now()); timer !== undefined; timer = timers.take(now())) timer.run();
    setAlarm();
  };

  const setAlarm = () => {
    clearTimeout(alarm);
    const next = timers.next();
    if (frozenAt !== undefined || next === undefined) return;
    alarm = setTimeout(fireDue, Math.min(Math.max(next - now(), 0), LONGEST_WAIT_MS));
    // A retry hours away is no reason for a process to stay.
    alarm.unref();
  };

  const idle = (): Promise<void> =>
    underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

  const moveTo = async (target: (now: number) => number): Promise<Move | undefined> => {
    await idle();
    const from = now();
    const to = target(from);
    if (frozenAt === undefined || !(to >= from)) return undefined;
    const fired: Fired[] = [];
    let count = 0;
    for (let timer = timers.take(to); timer !== undefined; timer = timers.take(to)) {
      frozenAt = Math.max(frozenAt, timer.at);
      if (fired.length < FIRED_SHOWN) fired.push({ at: timer.at, ...timer.about });
      count += 1;
      timer.run();
      if (underWay > 0) await idle();
      if (frozenAt === undefined) return { from, to: now(), count, fired };
    }
    frozenAt = to;
    return { from, to, count, fired };
  };

  return {
    now,
    get mode() {
      return frozenAt === undefined ? 'real' : 'frozen';
    },
    get timers() {
      return { count: timers.size, next: timers.next() };
    },
    schedule(at, about, run) {
      timers.add({ at, about, run });
      if (timers.next() === at) setAlarm();
    },
    begin() {
      underWay += 1;
    },
    end() {
      underWay -= 1;
      if (underWay > 0) return;
      const resolves = waiting;
      waiting = [];
      for (const resolve of resolves) resolve();
    },
    idle,
    freeze() {
      frozenAt = now();
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
    clear() {
      timers.clear();
      clearTimeout(alarm);
    },
  };
}
