/** Counting, for defects that act on one occasion of several. */

/** Counts how often it was asked about the same thing: 1 the first time. */
export function counter<Thing extends WeakKey>(): (thing: Thing) => number {
  const counts = new WeakMap<Thing, number>();
  return (thing) => {
    const count = (counts.get(thing) ?? 0) + 1;
    counts.set(thing, count);
    return count;
  };
}

/** Tells whether it is asked about the same text again. */
export function repetition(): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => seen.size === seen.add(text).size;
}
