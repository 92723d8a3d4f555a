/** A queue: what was put in first comes out first, at the same cost however long it is. */

export interface Fifo<Item> {
  put(item: Item): void;
  take(): Item | undefined;
  readonly size: number;
  clear(): void;
}

/** Taken places are given up in blocks, so that taking one item moves no others. */
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
