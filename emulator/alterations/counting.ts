/** Counters for defects that act only on some occasions. */

/** Returns a function that counts its calls with the same argument, from 1. */
export function counter<Thing extends WeakKey>(): (thing: Thing) => number {
  const counts = new WeakMap<Thing, number>();
  return (thing) => {
    const count = (counts.get(thing) ?? 0) + 1;
    counts.set(thing, count);
    return count;
  };
}

/** Returns a function that says whether it was called with the same text before. */
export function repetition(): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => seen.size === seen.add(text).size;
}
