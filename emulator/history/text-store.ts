/** Texts in blocks of bytes outside the heap. */

export const BLOCK = 512;
/** Blocks are reserved in slabs, once they are needed. */
const SLAB = 2_048;

export interface TextStore {
  /** @returns the first of its blocks; there must be enough free ones */
  put(utf8: Buffer): number;
  read(first: number, bytes: number): string;
  free(first: number): void;
}

/** @param blocks how many there are at most */
export function createTextStore(blocks: number): TextStore {
  const slabs: Buffer[] = [];
  /** For each block the next one, of a text or of the free ones; -1 if there is none. */
  let nexts = new Int32Array(0);
  let fresh = 0;
  let firstFree = -1;

  const take = (): number => {
    if (firstFree >= 0) {
      const block = firstFree;
      firstFree = nexts[block] ?? -1;
      return block;
    }
    if (fresh === nexts.length) {
      const grown = new Int32Array(Math.min(blocks, nexts.length + SLAB));
      grown.set(nexts);
      nexts = grown;
      slabs.push(Buffer.allocUnsafeSlow(SLAB * BLOCK));
    }
    fresh += 1;
    return fresh - 1;
  };
  const slabOf = (block: number) => slabs[Math.floor(block / SLAB)] as Buffer;
  const placeOf = (block: number) => (block % SLAB) * BLOCK;

  return {
    put(utf8) {
      const first = take();
      let last = first;
      /** The bytes before this are copied; those after it go to the block `start` and the ones behind it. */
      let copied = 0;
      let start = first;
      for (let from = BLOCK; from < utf8.length; from += BLOCK) {
        const block = take();
        nexts[last] = block;
        if (block !== last + 1 || block % SLAB === 0) {
          utf8.copy(slabOf(start), placeOf(start), copied, from);
          copied = from;
          start = block;
        }
        last = block;
      }
      nexts[last] = -1;
      if (copied === 0) slabOf(start).set(utf8, placeOf(start));
      else utf8.copy(slabOf(start), placeOf(start), copied);
      return first;
    },
    read(first, bytes) {
      const parts: Buffer[] = [];
      let left = bytes;
      for (let block = first; block >= 0; block = nexts[block] ?? -1) {
        const place = placeOf(block);
        parts.push(slabOf(block).subarray(place, place + Math.min(left, BLOCK)));
        left -= BLOCK;
      }
      return Buffer.concat(parts, bytes).toString('utf8');
    },
    free(first) {
      let last = first;
      for (let next = nexts[last] ?? -1; next >= 0; next = nexts[last] ?? -1) last = next;
      nexts[last] = firstFree;
      firstFree = first;
    },
  };
}
