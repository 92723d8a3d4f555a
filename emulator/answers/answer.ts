/** The shape of every answer of the emulator, before it is written. */
import type { ErrorCode } from './errors.ts';

/** An answer before it is written: `body` is a JSON value, or text as a string, or nothing. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Ids of the clauses, and choices as `choice:name=setting`, that decided the answer. */
  readonly rules: readonly string[];
  /** Present where the answer is an error. */
  readonly code?: ErrorCode | undefined;
  /** Milliseconds to wait before the answer is written. Default: none. */
  readonly delayMs?: number | undefined;
}
