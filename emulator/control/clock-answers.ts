/** The clock as the control plane shows and moves it. */

import { isObject } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import { type EmulatorClock, FIRED_SHOWN, type Move } from '../clock/index.ts';
import { readTime } from '../segment/index.ts';

/** A clock is not moved further than this at once, for every sync and retry on the way is made. */
const LONGEST_MOVE_MS = 100 * 366 * 24 * 60 * 60 * 1000;
/** The last moment whose year has four digits: later ones, however they are reached, cannot be written everywhere. */
const LATEST = Date.UTC(10_000, 0, 1) - 1;

export function showClock(clock: EmulatorClock): Answer {
  return { status: 200, body: clockBody(clock), rules: [] };
}

/** `{"mode": "frozen"}` stops the time where it is, `{"mode": "real"}` lets it run on from there. */
export function setClock(clock: EmulatorClock, body: unknown): Answer {
  const mode = isObject(body) ? body.mode : undefined;
  if (mode === 'frozen') clock.freeze();
  else if (mode === 'real') clock.resume();
  else return errorAnswer('control-invalid', 'send {"mode": "frozen"} or {"mode": "real"}');
  return showClock(clock);
}

/** `{"ms": 600000}` moves by milliseconds, `{"to": "2024-05-01T18:00:00Z"}` to a time. */
export async function advanceClock(clock: EmulatorClock, body: unknown): Promise<Answer> {
  const target = targetOf(body);
  if (target === undefined) {
    return errorAnswer(
      'control-invalid',
      'send {"ms": 600000}, a whole number of milliseconds, or {"to": "2024-05-01T18:00:00Z"}',
    );
  }
  const move = await clock.move(target);
  if (move !== undefined) return { status: 200, body: { ...clockBody(clock), ...moveBody(move) }, rules: [] };
  return clock.mode === 'frozen'
    ? errorAnswer(
        'control-invalid',
        'time does not go back, not more than a century ahead at once, and not beyond the year 9999',
      )
    : errorAnswer('clock-not-frozen', 'start with the frozen clock, or POST {"mode": "frozen"} to clock');
}

function targetOf(body: unknown): ((now: number) => number) | undefined {
  if (!isObject(body) || Object.keys(body).length !== 1) return undefined;
  const { ms, to } = body;
  if (typeof ms === 'number' && Number.isSafeInteger(ms) && ms >= 0) {
    return (now) => within(now, now + ms);
  }
  const time = readTime(to);
  return time === undefined ? undefined : (now) => within(now, time);
}

function within(now: number, time: number): number {
  return time - now > LONGEST_MOVE_MS || time > LATEST ? Number.NaN : time;
}

function clockBody(clock: EmulatorClock): object {
  const { count, next } = clock.timers;
  return {
    mode: clock.mode,
    now: isoTime(clock.now()),
    timers: count,
    ...(next === undefined ? {} : { next: isoTime(next) }),
  };
}

function moveBody({ from, count, fired }: Move): object {
  return {
    from: isoTime(from),
    count,
    fired: fired.map(({ at, ...rest }) => ({ at: isoTime(at), ...rest })),
    ...(count > FIRED_SHOWN ? { notShown: count - FIRED_SHOWN } : {}),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
