/** Items in the order of their latest change, so that the newest are found without a look at the others. */

/** An item that can be kept in order: it carries its own links. */
export interface Ordered<Item> {
  links: OrderLinks<Item> | undefined;
}

interface OrderLinks<Item> {
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

/** A linked list through the items themselves: a change and each item found cost the same, however many there are. */
export function createRecency<Item extends Ordered<Item>>(): Recency<Item> {
  let newest: Item | undefined;

  const unlink = (item: Item) => {
    const { older, newer } = item.links ?? {};
    if (older?.links !== undefined) older.links.newer = newer;
    if (newer?.links !== undefined) newer.links.older = older;
  };

  return {
    touch(item, moment) {
      if (item === newest && item.links !== undefined) {
        item.links.moment = moment;
        return;
      }
      unlink(item);
      item.links = { moment, older: newest, newer: undefined };
      if (newest?.links !== undefined) newest.links.newer = item;
      newest = item;
    },
    *since(moment) {
      for (let item = newest; item?.links !== undefined; item = item.links.older) {
        if (item.links.moment <= moment) return;
        yield item;
      }
    },
    clear() {
      newest = undefined;
    },
  };
}
