/** Works on many things, a few at the same time. */

/**
 * The results in the order of the items.
 *
 * @param lanes how many items are worked on at the same time
 * @throws the first error of `work`, at once; what is under way then goes on, and nothing else is begun
 */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  let isBroken = false;
  const lane = async () => {
    for (const [index, item] of waiting) {
      if (isBroken) return;
      results[index] = await work(item, index);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } catch (error) {
    isBroken = true;
    throw error;
  }
  return results;
}
