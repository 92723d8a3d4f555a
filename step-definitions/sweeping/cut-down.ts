/** Cuts a long list down to the few items that still show a fault. */

/**
 * The smallest list found that still fails: one item if an item fails alone, else an item with one of the others, else
 * as many as it takes.
 *
 * @param items the whole list, which is known to fail
 * @param suspect an item that is known to differ in the whole list
 * @param fails tries a list, in the order of `items`, and returns what is wrong with it; undefined if nothing is
 * @returns undefined if no list but the whole one was seen to fail
 */
export async function cutDown<Item, Failure>(
  items: readonly Item[],
  suspect: Item,
  fails: (some: readonly Item[]) => Promise<Failure | undefined>,
): Promise<{ readonly items: readonly Item[]; readonly failure: Failure } | undefined> {
  const alone = await fails([suspect]);
  if (alone !== undefined) return { items: [suspect], failure: alone };
  const withSuspect = (others: readonly Item[]) =>
    items.filter((item) => item === suspect || others.includes(item));
  let others = items.filter((item) => item !== suspect);
  let found: Failure | undefined;
  while (others.length > 1) {
    const half = await failingHalf(others, (some) => fails(withSuspect(some)));
    if (half === undefined) break;
    others = half.items;
    found = half.failure;
  }
  if (found === undefined) return undefined;
  const culprit = others.length === 1 ? await fails(others) : undefined;
  if (culprit !== undefined) return { items: others, failure: culprit };
  return { items: withSuspect(others), failure: found };
}

async function failingHalf<Item, Failure>(
  items: readonly Item[],
  fails: (some: readonly Item[]) => Promise<Failure | undefined>,
) {
  const middle = Math.ceil(items.length / 2);
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    const failure = await fails(half);
    if (failure !== undefined) return { items: half, failure };
  }
  return undefined;
}
