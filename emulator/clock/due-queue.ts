/** A queue of items by the time at which they are due: a binary heap. */

interface Due {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface DueQueue<Item extends Due> {
  /** @returns its turn: among items with the same time, the lower turn leaves first */
  add(item: Item): number;
  /** When the next item is due, in milliseconds since the epoch; undefined if the queue is empty. */
  next(): number | undefined;
  /** Removes and returns the earliest item if it is due by `by`; items with the same time leave in order of addition. */
  take(by: number): Item | undefined;
  /** Every item, in the order in which they leave. */
  items(): readonly Item[];
  readonly size: number;
  clear(): void;
}

interface QueuedItem<Item extends Due> {
  readonly item: Item;
  readonly order: number;
}

export function createDueQueue<Item extends Due>(): DueQueue<Item> {
  let heap: QueuedItem<Item>[] = [];
  let added = 0;

  function raise(entry: QueuedItem<Item>): void {
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, entry)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  function sink(entry: QueuedItem<Item>): void {
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(entry, child)) break;
      heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = entry;
  }

  return {
    add(item) {
      raise({ item, order: added });
      added += 1;
      return added;
    },
    next: () => heap[0]?.item.at,
    take(by) {
      const [first] = heap;
      if (first === undefined || first.item.at > by) return undefined;
      const last = heap.pop();
      if (last !== undefined && last !== first) sink(last);
      return first.item;
    },
    items: () => heap.toSorted((one, other) => (isBefore(one, other) ? -1 : 1)).map(({ item }) => item),
    get size() {
      return heap.length;
    },
    clear() {
      heap = [];
    },
  };
}

function isBefore(one: QueuedItem<Due>, other: QueuedItem<Due>): boolean {
  return one.item.at === other.item.at ? one.order < other.order : one.item.at < other.item.at;
}
