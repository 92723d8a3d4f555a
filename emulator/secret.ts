/** Keys and tokens that others have to know: kept and compared as digests. */
import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a key; the key itself is not kept. */
export type Secret = Buffer;

export function secretOf(key: string): Secret {
  return hash('sha256', key, 'buffer');
}

/** Digests are compared, and to their end, so that the time taken tells nothing about the key. */
export function isSame(one: Secret, other: Secret): boolean {
  return timingSafeEqual(one, other);
}
