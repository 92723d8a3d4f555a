/** Pseudo-random numbers that are the same for the same seed (a scrambled 32-bit Weyl sequence). */

/** A source of numbers from 0 up to, not including, 1. */
export interface Random {
  (): number;
  /** Where the sequence is. */
  save(): number;
  /** Continues from where a sequence was. */
  load(saved: number): void;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  return Object.assign(next, {
    save: () => state,
    load(saved: number) {
      state = saved >>> 0;
    },
  });
}
