/** Which calls of an input are done, by their places from 0: few numbers even if there are millions of calls. */

/** A place, or the first and the last of several in a row. */
export type PlaceRange = number | readonly [first: number, last: number];

export interface DonePlaces {
  has(place: number): boolean;
  add(place: number): void;
  /** Places from the first on that are done, without a gap. */
  upTo(): number;
  /** Those beyond that are done too. */
  beyond(): readonly PlaceRange[];
}

export function createDonePlaces(upTo = 0, beyond: readonly PlaceRange[] = []): DonePlaces {
  // In order, without neighbours; the first begins at 0, even if it is empty.
  const ranges: [number, number][] = [[0, upTo - 1]];
  for (const range of beyond) ranges.push(typeof range === 'number' ? [range, range] : [range[0], range[1]]);
  /** The last range that begins at the place or before it. */
  const indexOf = (place: number) => {
    let [low, high] = [0, ranges.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((ranges[middle] as [number, number])[0] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    has: (place) => place <= (ranges[indexOf(place)] as [number, number])[1],
    add(place) {
      const index = indexOf(place);
      const before = ranges[index] as [number, number];
      if (place <= before[1]) return;
      const after = ranges[index + 1];
      const joinsAfter = after !== undefined && after[0] === place + 1;
      if (before[1] === place - 1) {
        before[1] = joinsAfter ? after[1] : place;
        if (joinsAfter) ranges.splice(index + 1, 1);
      } else if (joinsAfter) after[0] = place;
      else ranges.splice(index + 1, 0, [place, place]);
    },
    upTo: () => (ranges[0] as [number, number])[1] + 1,
    beyond: () => ranges.slice(1).map(([first, last]) => (first === last ? first : [first, last])),
  };
}
