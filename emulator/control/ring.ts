/** A list that keeps its newest items and counts those that it dropped. */
export interface Ring<Item> {
  push(item: Item): void;
  /** What is kept, oldest first. */
  items(): readonly Item[];
  /** How many were dropped to make room. */
  readonly dropped: number;
  clear(): void;
}

/** @param capacity items to keep, at least 1 */
export function createRing<Item>(capacity: number): Ring<Item> {
  let slots: Item[] = [];
  let oldest = 0;
  let dropped = 0;
  return {
    push(item) {
      if (slots.length < capacity) {
        slots.push(item);
        return;
      }
      slots[oldest] = item;
      oldest = (oldest + 1) % capacity;
      dropped += 1;
    },
    items: () => [...slots.slice(oldest), ...slots.slice(0, oldest)],
    get dropped() {
      return dropped;
    },
    clear() {
      slots = [];
      oldest = 0;
      dropped = 0;
    },
  };
}
