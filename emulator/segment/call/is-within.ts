/** Whether a call is small and shallow enough; it is only serialized if an estimate is not enough. */
import { isNestedWithin } from '../../../schemas/index.ts';
import type { Reason } from '../../history/index.ts';
import type { Limits } from '../../limits.ts';

/** JSON of a character takes six bytes at most, as `\u0000`. */
const BYTES_OF_CHARACTER = 6;
/** For the longest number, a literal, and the punctuation around a member. */
const BYTES_OF_VALUE = 32;
/** Deeper values are serialized, which fails if they are nested too deeply. */
const DEPTH = 32;

/** What is known about the size of a call from its request. */
export interface KnownSize {
  /** What each call can gain from the members beside the calls, in bytes. */
  readonly sharedBytes: number;
  /** Whether the whole request is no larger than one call may be. */
  readonly isSurelySmall: boolean;
  /** Whether nothing in the request can be nested deeper than a call may be. */
  readonly isSurelyShallow: boolean;
}

/** Why a call is refused for its size or depth; undefined if both are within their limits. */
export function excessOf(
  call: object,
  { sharedBytes, isSurelySmall, isSurelyShallow }: KnownSize,
  { callBytes, depth }: Pick<Limits, 'callBytes' | 'depth'>,
): Reason | undefined {
  if (isSurelySmall && isSurelyShallow) return undefined;
  const limit = callBytes - sharedBytes;
  if (atMost(call, limit, Math.min(DEPTH, depth)) >= 0) return undefined;
  if (!isNestedWithin(depth, call)) return 'nesting_limit_exceeded';
  return isSurelySmall || isWithin(call, limit) ? undefined : 'payload_limit_exceeded';
}

/** @returns whether the call has at most `limit` bytes as JSON; false if it is nested too deeply to be serialized */
export function isWithin(call: object, limit: number): boolean {
  if (atMost(call, limit, DEPTH) >= 0) return true;
  try {
    return Buffer.byteLength(JSON.stringify(call)) <= limit;
  } catch {
    return false;
  }
}

/** The bytes that are left once the value has used the most that it can need; below 0 if it may need too many. */
function atMost(value: unknown, bytes: number, depth: number): number {
  if (typeof value === 'string') return bytes - value.length * BYTES_OF_CHARACTER - 2;
  if (typeof value !== 'object' || value === null) return bytes - BYTES_OF_VALUE;
  if (depth === 0) return -1;
  let left = bytes - BYTES_OF_VALUE;
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    left = atMost(member, left - name.length * BYTES_OF_CHARACTER - BYTES_OF_VALUE, depth - 1);
    if (left < 0) return left;
  }
  return left;
}
