/** What the emulator takes from its surroundings, and the real things for those who bring none. */
import { randomUUID } from 'node:crypto';

/** Tells the time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** Where the emulator reports what an operator should know. Keys never reach it. */
export interface Logger {
  error(message: string, details?: unknown): void;
}

/** Everything that would otherwise differ from one run to the next. */
export interface Ambient {
  readonly clock: Clock;
  /** A fresh identifier at each call. */
  readonly ids: () => string;
  /** Milliseconds of a watch that only runs forward and starts anywhere: for durations. */
  readonly stopwatch: () => number;
  readonly logger: Logger;
}

/** The wall clock, random UUIDs and a logger that keeps silent: a library does not print. */
export const realAmbient: Ambient = {
  clock: { now: () => Date.now() },
  ids: randomUUID,
  stopwatch: () => performance.now(),
  logger: { error: () => {} },
};
