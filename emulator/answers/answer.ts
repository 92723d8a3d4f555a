/** The shape of every answer of the emulator, before it is written. */
import type { ErrorCode } from './errors.ts';

/** An answer before it is written: `body` is a JSON value, a string for plain text, or undefined for none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What decided the answer: ids of clauses, choices as `choice:name=setting`, limits as `limit:name`. */
  readonly rules: readonly string[];
  /** Present if the answer is an error. */
  readonly code?: ErrorCode | undefined;
  /** Milliseconds to wait before the answer is written. Default: none. */
  readonly delayMs?: number | undefined;
}
