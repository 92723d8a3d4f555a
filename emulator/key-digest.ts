/** API keys, write keys and tokens, held and compared as digests. */
import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a key; the key itself is not stored. */
export type KeyDigest = Buffer;

export function digestOf(key: string): KeyDigest {
  return hash('sha256', key, 'buffer');
}

/** Compares in constant time, so that the time taken reveals nothing about the key. */
export function isSameDigest(one: KeyDigest, other: KeyDigest): boolean {
  return timingSafeEqual(one, other);
}
