/** Finds duplicates by messageId alone, within a window of time and of number (docs/segment-facts.md section 4). */

export interface Dedupe {
  /**
   * Remembers a messageId.
   *
   * @param position where the call is in the traces
   * @param now milliseconds since the epoch
   * @returns the position of the earlier call with this messageId; undefined if there is none
   */
  note(messageId: string, position: number, now: number): number | undefined;
  clear(): void;
}

/**
 * Two generations of ids: the older one is forgotten as a whole, so nothing is ever evicted one by one.
 *
 * @param capacity how many ids are kept at most; the newer half is always kept
 * @param windowMs how long an id is kept at least, unless `capacity` ids follow it
 */
export function createDedupe(capacity: number, windowMs: number): Dedupe {
  const generationSize = Math.max(1, Math.floor(capacity / 2));
  let current = new Map<string, number>();
  let previous = new Map<string, number>();
  let begunAt = Number.NEGATIVE_INFINITY;

  const turn = (now: number) => {
    const age = now - begunAt;
    if (age < windowMs && current.size < generationSize) return;
    previous = age < 2 * windowMs ? current : new Map();
    current = new Map();
    begunAt = now;
  };

  return {
    note(messageId, position, now) {
      turn(now);
      const earlier = current.get(messageId) ?? previous.get(messageId);
      if (earlier === undefined) current.set(messageId, position);
      return earlier;
    },
    clear() {
      current = new Map();
      previous = new Map();
    },
  };
}
