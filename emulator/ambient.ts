/** What the emulator needs from its environment, and the real implementations as defaults. */
import { randomUUID } from 'node:crypto';

/** Provides the time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** Where the emulator reports errors that an operator should know. Keys are never logged. */
export interface Logger {
  error(message: string, details?: unknown): void;
}

/** Everything that would make two runs differ. */
export interface Ambient {
  readonly clock: Clock;
  /** A new identifier at each call. */
  readonly ids: () => string;
  /** Monotonic milliseconds with an arbitrary start, for durations. */
  readonly stopwatch: () => number;
  readonly logger: Logger;
}

/** The wall clock, random UUIDs and a logger that prints nothing, because a library must not print. */
export const realAmbient: Ambient = {
  clock: { now: () => Date.now() },
  ids: randomUUID,
  stopwatch: () => performance.now(),
  logger: { error: () => {} },
};
