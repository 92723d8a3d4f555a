/** Seeded random choices for the fuzz run: the same seed and index make the same request. */
import { createRandom } from '../../emulator/segment/delivery/random.ts';

export interface Chance {
  /** A whole number from 0 up to, but not including, `bound`. */
  below(bound: number): number;
  /** True once in `count` calls, on average. */
  oneIn(count: number): boolean;
  pick<T>(items: readonly T[]): T;
  bytes(length: number): Buffer;
}

/** @throws RangeError if there is nothing to pick from */
export function createChance(seed: number, index = 0): Chance {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b));
  const below = (bound: number) => Math.floor(random() * bound);
  return {
    below,
    oneIn: (count) => below(count) === 0,
    pick(items) {
      if (items.length === 0) throw new RangeError('there is nothing to pick from');
      return items[below(items.length)] as (typeof items)[number];
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}
