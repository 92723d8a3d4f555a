/** Which users and accounts a sample looks at, and what it can exclude. */
import { mixedBits } from '../../generators/load/index.ts';

const ROUNDS = 4;

/**
 * The member of a sample at a place. All places together have each member once, in an order that the seed decides, so that a
 * sample of any size needs no memory and has none twice.
 *
 * @param of how many there are to choose from; the place is below it
 */
export function sampledAt(seed: number, place: number, of: number): number {
  const half = 2 ** Math.ceil(Math.log2(Math.max(2, of)) / 2);
  let member = place;
  // What is beyond the end leads on to what is not: the order is one of a power of two.
  do member = mixed(seed, member, half);
  while (member >= of);
  return member;
}

/** Each number below half × half has another one: rounds of a Feistel network can be undone, whatever they mix in. */
function mixed(seed: number, number: number, half: number): number {
  let [left, right] = [Math.floor(number / half), number % half];
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, (left + mixedBits(seed, right, round, 8)) % half];
  }
  return left * half + right;
}

/** How likely a sample has at least one faulty member, if this share of all is faulty; from 0 to 1. */
export function seenShare(size: number, faulty: number): number {
  return 1 - (1 - faulty) ** size;
}
