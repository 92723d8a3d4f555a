/** Shows the clock, stops it and moves it. */

import { millisecondsOf, type Result } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import { type EmulatorClock, FIRED_SHOWN, type Move } from '../clock/index.ts';
import type { Advance } from '../emulator.ts';
import { readTime } from '../segment/index.ts';
import { refuse, withBody } from './with-body.ts';

/** The furthest that one request moves the clock, because every sync and retry on the way is made. */
const LONGEST_MOVE_MS = 100 * 366 * 24 * 60 * 60 * 1000;
/** The last moment of the year 9999: a later one has no ISO 8601 form with a four-digit year. */
const LATEST = Date.UTC(10_000, 0, 1) - 1;

export function showClock(clock: EmulatorClock): Answer {
  return { status: 200, body: clockBody(clock), rules: [] };
}

/** `{"mode": "frozen"}` stops the clock at its time, `{"mode": "real"}` lets it run on from there. */
export function setClock(clock: EmulatorClock, body: unknown): Answer {
  return withBody<{ mode: 'frozen' | 'real' }>('clock-mode', body, 'control-invalid', ({ mode }) => {
    if (mode === 'frozen') clock.freeze();
    else clock.resume();
    return showClock(clock);
  });
}

/** `{"by": "4h"}` or `{"ms": 600000}` moves by a time, `{"to": "2024-05-01T18:00:00Z"}` to one. */
export function advanceClock(clock: EmulatorClock, body: unknown): Answer | Promise<Answer> {
  return withBody<ClockMove, Answer | Promise<Answer>>('clock-move', body, 'control-invalid', (move) => {
    const target = targetOf(move);
    if (target !== undefined) return moveTo(clock, target);
    return refuse('control-invalid', ['to' in move ? NO_TIME : NO_DURATION]);
  });
}

type ClockMove = { readonly by: string | number } | { readonly ms: number } | { readonly to: string };

/** The schema leaves this to `millisecondsOf`. */
const NO_DURATION = {
  pointer: '/by',
  rule: 'format:by',
  message: 'by must be a duration such as "300ms", "5s", "2m", "6h" or "31d", or milliseconds',
};

/** The schema leaves this to `readTime`, which reads more forms of time than a call may have. */
const NO_TIME = {
  pointer: '/to',
  rule: 'format:to',
  message: 'to must have the form of "2024-05-01T18:00:00Z"',
};

async function moveTo(clock: EmulatorClock, target: (now: number) => number): Promise<Answer> {
  const moved = await moveClock(clock, target);
  if ('value' in moved) return { status: 200, body: moved.value, rules: [] };
  return moved.problem === 'not-frozen'
    ? errorAnswer('clock-not-frozen', 'start with the frozen clock, or POST {"mode": "frozen"} to clock')
    : errorAnswer('control-invalid', OUT_OF_RANGE);
}

/** Why a time cannot be reached. */
export const OUT_OF_RANGE =
  'the clock moves forward only, by at most a century at once, and not beyond the year 9999';

/** Moves the clock by milliseconds, for the process itself. */
export function moveClockBy(clock: EmulatorClock, ms: number): ReturnType<typeof moveClock> {
  return moveClock(clock, targetOf({ ms }) ?? (() => Number.NaN));
}

async function moveClock(
  clock: EmulatorClock,
  target: (now: number) => number,
): Promise<Result<Advance, 'not-frozen' | 'out-of-range'>> {
  const move = await clock.move(target);
  if (move !== undefined) return { value: { ...clockBody(clock), ...moveBody(move) } };
  return { problem: clock.mode === 'frozen' ? 'out-of-range' : 'not-frozen' };
}

function targetOf(move: ClockMove): ((now: number) => number) | undefined {
  const ms = 'to' in move ? undefined : 'by' in move ? durationOf(move.by) : move.ms;
  if (ms !== undefined) return (now) => within(now, now + ms);
  if (!('to' in move)) return undefined;
  const time = readTime(move.to);
  return time === undefined ? undefined : (now) => within(now, time);
}

function durationOf(by: string | number): number | undefined {
  const ms = typeof by === 'number' ? by : millisecondsOf(by);
  return ms === undefined ? undefined : Math.round(ms);
}

function within(now: number, time: number): number {
  return time - now > LONGEST_MOVE_MS || time > LATEST ? Number.NaN : time;
}

export function clockBody(clock: EmulatorClock): Pick<Advance, 'mode' | 'now' | 'timers' | 'next'> {
  const { count, next } = clock.timers;
  return {
    mode: clock.mode,
    now: isoTime(clock.now()),
    timers: count,
    next: next === undefined ? undefined : isoTime(next),
  };
}

function moveBody({ from, count, fired }: Move): Pick<Advance, 'from' | 'count' | 'fired' | 'notShown'> {
  return {
    from: isoTime(from),
    count,
    fired: fired.map(({ at, ...rest }) => ({ at: isoTime(at), ...rest })),
    notShown: count > FIRED_SHOWN ? count - FIRED_SHOWN : undefined,
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
