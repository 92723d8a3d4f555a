/** The clock of a world. */

import { millisecondsFrom } from './duration.ts';
import { ask, type Reach } from './requests/index.ts';

/** The clock at a moment. */
export interface ClockReading {
  readonly mode: 'real' | 'frozen';
  /** Its time, as ISO 8601. */
  readonly now: string;
  /** How many timers wait, such as retries and syncs. */
  readonly timers: number;
  /** When the next of them fires; absent if none waits. */
  readonly next?: string;
}

/** What moving the clock did. */
export interface ClockMoved extends ClockReading {
  /** Its time before. */
  readonly from: string;
  /** How many timers fired. */
  readonly count: number;
  /** The first thousand of them, in order. */
  readonly fired: readonly {
    readonly at: string;
    /** What happened, such as `retry`. */
    readonly what: string;
    readonly messageId?: string;
    readonly instance?: string;
  }[];
  /** How many more fired; absent if none did. */
  readonly notShown?: number;
}

/** The clock of a world. */
export interface WorldClock {
  /** Its time. */
  now(): Promise<Date>;
  /** Its time, whether it is frozen, and how many timers wait. */
  read(): Promise<ClockReading>;
  /** Stops it at its time. */
  freeze(): Promise<ClockReading>;
  /** Lets it run on in real time. */
  resume(): Promise<ClockReading>;
  /**
   * Moves a frozen clock forward: `advance('4h')`, or milliseconds. Resolves when everything that became due is done.
   *
   * @throws ControlError if the clock is not frozen
   */
  advance(duration: string | number): Promise<ClockMoved>;
  /** The same, to a time: a Date, or ISO 8601. */
  moveTo(time: Date | string): Promise<ClockMoved>;
}

export function clockOf(reach: Reach): WorldClock {
  const read = () => ask<ClockReading>(reach, 'GET', '/clock');
  const setMode = (mode: ClockReading['mode']) =>
    ask<ClockReading>(reach, 'POST', '/clock', { body: { mode } });
  const move = (body: object) => ask<ClockMoved>(reach, 'POST', '/clock/advance', { body });
  return {
    read,
    now: async () => new Date((await read()).now),
    freeze: () => setMode('frozen'),
    resume: () => setMode('real'),
    advance: async (duration) => move({ ms: millisecondsFrom('clock.advance', duration) }),
    moveTo: (time) => move({ to: typeof time === 'string' ? time : time.toISOString() }),
  };
}
