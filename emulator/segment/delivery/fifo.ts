/** A queue, first in, first out; each operation costs the same, whatever the length. */

export interface Fifo<Item> {
  put(item: Item): void;
  take(): Item | undefined;
  readonly size: number;
  clear(): void;
}

/** Taken slots are freed in blocks, so that taking one item does not move the others. */
const BLOCK = 1_024;

export function createFifo<Item>(): Fifo<Item> {
  let items: (Item | undefined)[] = [];
  let first = 0;
  return {
    put(item) {
      items.push(item);
    },
    take() {
      if (first === items.length) return undefined;
      const item = items[first];
      items[first] = undefined;
      first += 1;
      if (first === items.length || (first >= BLOCK && first * 2 >= items.length)) {
        items = items.slice(first);
        first = 0;
      }
      return item;
    },
    get size() {
      return items.length - first;
    },
    clear() {
      items = [];
      first = 0;
    },
  };
}
