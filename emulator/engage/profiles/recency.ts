/** Things in the order of their latest change, so that the newest are found without a look at the others. */

/** What can be kept in order: it carries its own place. */
export interface Placed<Item> {
  place: Place<Item> | undefined;
}

interface Place<Item> {
  /** Moment of the latest change. */
  moment: number;
  older: Item | undefined;
  newer: Item | undefined;
}

export interface Recency<Item> {
  /** @param moment a number that never goes down */
  touch(item: Item, moment: number): void;
  /** What changed after that moment, the newest first. */
  since(moment: number): Iterable<Item>;
  clear(): void;
}

/** A linked list through the things themselves: a change and each thing found cost the same, however many there are. */
export function createRecency<Item extends Placed<Item>>(): Recency<Item> {
  let newest: Item | undefined;

  const unlink = (item: Item) => {
    const { older, newer } = item.place ?? {};
    if (older?.place !== undefined) older.place.newer = newer;
    if (newer?.place !== undefined) newer.place.older = older;
  };

  return {
    touch(item, moment) {
      if (item === newest && item.place !== undefined) {
        item.place.moment = moment;
        return;
      }
      unlink(item);
      item.place = { moment, older: newest, newer: undefined };
      if (newest?.place !== undefined) newest.place.newer = item;
      newest = item;
    },
    *since(moment) {
      for (let item = newest; item?.place !== undefined; item = item.place.older) {
        if (item.place.moment <= moment) return;
        yield item;
      }
    },
    clear() {
      newest = undefined;
    },
  };
}
