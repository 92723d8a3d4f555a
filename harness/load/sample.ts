/** Which users and accounts a sample looks at, and what it can exclude. */
import { mixedBits } from '../../generators/load/index.ts';

/** A number below 2^53, which is the most that is chosen from. */
const LOW_BITS = 2 ** 21;

/**
 * The member of a sample at a place: chosen with replacement, so that each is as likely as any other, and each by itself,
 * so that a sample of any size needs no memory.
 *
 * @param of how many there are to choose from
 */
export function sampledAt(seed: number, place: number, of: number): number {
  const bits = mixedBits(seed, place, 8) * LOW_BITS + (mixedBits(seed, place, 9) >>> 11);
  return Math.floor((bits / 2 ** 53) * of);
}

/** How likely a sample has at least one faulty member, if this share of all is faulty; from 0 to 1. */
export function seenShare(size: number, faulty: number): number {
  return 1 - (1 - faulty) ** size;
}
