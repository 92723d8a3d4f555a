/** Bits that look random and depend on nothing but the numbers that they are asked for. */

const WORD = 2 ** 32;

/**
 * A whole number from 0 to 2^32 - 1; the same numbers give the same one.
 *
 * Unlike a generator it has no state, so that the millionth value costs what the first costs.
 *
 * @param numbers whole numbers from 0 to 2^53 - 1
 */
export function mixedBits(...numbers: readonly number[]): number {
  let bits = 0x9e37_79b9;
  for (const number of numbers) {
    bits = stirred(bits ^ (number >>> 0));
    if (number >= WORD) bits = stirred(bits ^ Math.floor(number / WORD));
  }
  return bits >>> 0;
}

/** Each bit of the number changes about half of the bits of the result, and no two numbers have the same one. */
function stirred(number: number): number {
  let bits = Math.imul(number + 0x6d2b_79f5, 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0xc2b2_ae35);
  return bits ^ (bits >>> 13);
}
