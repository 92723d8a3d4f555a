/** A list that keeps its newest items and counts those that it dropped. */
interface Ring<Item> {
  /** Adds an item and returns its position, which never changes. */
  push(item: Item): number;
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
  let slots: Item[] = [];
  let end = 0;
  const dropped = () => end - slots.length;
  const at = (position: number) =>
    position >= dropped() && position < end ? slots[position % capacity] : undefined;
  return {
    push(item) {
      if (slots.length < capacity) slots.push(item);
      else slots[end % capacity] = item;
      end += 1;
      return end - 1;
    },
    at,
    items() {
      const oldest = dropped() % capacity;
      return [...slots.slice(oldest), ...slots.slice(0, oldest)];
    },
    get dropped() {
      return dropped();
    },
    get end() {
      return end;
    },
    clear() {
      slots = [];
      end = 0;
    },
  };
}
