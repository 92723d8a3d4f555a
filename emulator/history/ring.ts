/** A list that keeps its newest items and counts those that it dropped. */
interface Ring<Item> {
  /** Adds an item and returns its position, which never changes. */
  push(item: Item): number;
  /** Drops the oldest item and returns it; undefined if there is none. */
  shift(): Item | undefined;
  /** The item at a position; undefined if it was dropped. */
  at(position: number): Item | undefined;
  /** The items that are kept, oldest first. */
  items(): readonly Item[];
  /** Number of dropped items, which is also the position of the oldest item that is kept. */
  readonly dropped: number;
  /** The position of the next item. */
  readonly end: number;
  clear(): void;
}

/** @param capacity number of items to keep, at least 1 */
export function createRing<Item>(capacity: number): Ring<Item> {
  let slots: (Item | undefined)[] = [];
  let dropped = 0;
  let end = 0;
  const at = (position: number) =>
    position >= dropped && position < end ? slots[position % capacity] : undefined;
  const shift = () => {
    if (dropped === end) return undefined;
    const item = slots[dropped % capacity];
    slots[dropped % capacity] = undefined;
    dropped += 1;
    return item;
  };
  return {
    push(item) {
      if (end - dropped === capacity) dropped += 1;
      slots[end % capacity] = item;
      end += 1;
      return end - 1;
    },
    shift,
    at,
    items() {
      const items: Item[] = [];
      for (let position = dropped; position < end; position += 1)
        items.push(slots[position % capacity] as Item);
      return items;
    },
    get dropped() {
      return dropped;
    },
    get end() {
      return end;
    },
    clear() {
      slots = [];
      dropped = 0;
      end = 0;
    },
  };
}
