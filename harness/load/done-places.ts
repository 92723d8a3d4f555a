/** Which calls of an input are done, by their places from 0: few numbers even if there are millions of calls. */

/** A place, or the first and the last of several in a row. */
export type PlaceRange = number | readonly [first: number, last: number];

export interface DonePlaces {
  has(place: number): boolean;
  add(place: number): void;
  remove(place: number): void;
  /** How many there are. */
  size(): number;
  /** Places from the first on that are done, without a gap. */
  upTo(): number;
  /** Those beyond that are done too. */
  beyond(): readonly PlaceRange[];
}

export function createDonePlaces(upTo = 0, beyond: readonly PlaceRange[] = []): DonePlaces {
  // In order, without neighbours; the first range begins at 0, even if it is empty. Two lists of numbers need less
  // memory than one of pairs.
  const firsts = [0];
  const lasts = [upTo - 1];
  for (const range of beyond) {
    const [first, last] = typeof range === 'number' ? [range, range] : range;
    if (first === lastOf(lasts.length - 1) + 1) lasts[lasts.length - 1] = last;
    else {
      firsts.push(first);
      lasts.push(last);
    }
  }
  let size = 0;
  for (const [index, first] of firsts.entries()) size += lastOf(index) - first + 1;

  function lastOf(index: number): number {
    return lasts[index] as number;
  }

  function insert(index: number, first: number, last: number): void {
    firsts.splice(index, 0, first);
    lasts.splice(index, 0, last);
  }

  /** The last range that begins at the place or before it. */
  function indexOf(place: number): number {
    let [low, high] = [0, firsts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((firsts[middle] as number) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    has: (place) => place <= lastOf(indexOf(place)),
    add(place) {
      const index = indexOf(place);
      if (place <= lastOf(index)) return;
      size += 1;
      const joinsBefore = lastOf(index) === place - 1;
      const joinsAfter = firsts[index + 1] === place + 1;
      if (!joinsBefore && !joinsAfter) return insert(index + 1, place, place);
      if (!joinsBefore) {
        firsts[index + 1] = place;
        return;
      }
      lasts[index] = joinsAfter ? lastOf(index + 1) : place;
      if (!joinsAfter) return;
      firsts.splice(index + 1, 1);
      lasts.splice(index + 1, 1);
    },
    remove(place) {
      const index = indexOf(place);
      const last = lastOf(index);
      if (place > last) return;
      size -= 1;
      lasts[index] = place - 1;
      if (place < last) insert(index + 1, place + 1, last);
      // The first range may be empty.
      if (index === 0 || firsts[index] !== place) return;
      firsts.splice(index, 1);
      lasts.splice(index, 1);
    },
    size: () => size,
    upTo: () => lastOf(0) + 1,
    beyond: () =>
      firsts.slice(1).map((first, at) => {
        const last = lastOf(at + 1);
        return first === last ? first : [first, last];
      }),
  };
}
