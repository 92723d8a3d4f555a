/** Finds duplicates by messageId alone, within a window of time and of number (docs/segment-facts.md section 4). */
import type { Limits } from '../../limits.ts';

export interface Dedupe {
  /**
   * Remembers a messageId.
   *
   * @param messageId as `keptId` leaves it
   * @param position where the call is in the traces
   * @param now milliseconds since the epoch
   * @returns the position of the earlier call with this messageId; undefined if there is none
   */
  note(messageId: string, position: number, now: number): number | undefined;
  clear(): void;
  save(): SavedDedupe;
  /** Continues from what was saved; the calls have no traces yet. */
  load(saved: SavedDedupe): void;
  /** Notes that a call that it remembers has a trace again. */
  place(messageId: string, position: number): void;
}

/** What is remembered, as plain JSON. */
export interface SavedDedupe {
  /** When the newer half began, in milliseconds since the epoch; absent if it never did. */
  readonly begunAt?: number | undefined;
  /** The newer half, in the order of arrival. */
  readonly current: readonly string[];
  readonly previous: readonly string[];
}

/** The position of a call whose trace is gone. */
const NOWHERE = -1;

/** Roughly what an entry takes besides the characters of its id. */
const ENTRY_BYTES = 48;

/**
 * Two generations of ids: the older one is forgotten as a whole, so nothing is ever evicted one by one.
 *
 * @param limits how many ids are kept at most, and how many bytes they take, estimated; the newer half is always kept
 * @param windowMs how long an id is kept at least, unless a limit is reached before
 */
export function createDedupe(
  { messageIds, messageIdBytes }: Pick<Limits, 'messageIds' | 'messageIdBytes'>,
  windowMs: number,
): Dedupe {
  const generationSize = Math.max(1, Math.floor(messageIds / 2));
  let bytes = 0;
  let current = new Map<string, number>();
  let previous = new Map<string, number>();
  let begunAt = Number.NEGATIVE_INFINITY;

  const turn = (now: number) => {
    const age = now - begunAt;
    if (age < windowMs && current.size < generationSize && bytes < messageIdBytes / 2) return;
    previous = age < 2 * windowMs ? current : new Map();
    current = new Map();
    bytes = 0;
    begunAt = now;
  };

  return {
    note(messageId, position, now) {
      turn(now);
      const earlier = current.get(messageId) ?? previous.get(messageId);
      if (earlier !== undefined) return earlier;
      current.set(messageId, position);
      bytes += ENTRY_BYTES + messageId.length;
      return undefined;
    },
    clear() {
      current = new Map();
      previous = new Map();
      bytes = 0;
    },
    save: () => ({
      begunAt: Number.isFinite(begunAt) ? begunAt : undefined,
      current: [...current.keys()],
      previous: [...previous.keys()],
    }),
    load(saved) {
      const placed = (ids: readonly string[]) => new Map(ids.map((id) => [id, NOWHERE]));
      current = placed(saved.current);
      previous = placed(saved.previous);
      bytes = saved.current.reduce((sum, id) => sum + ENTRY_BYTES + id.length, 0);
      begunAt = saved.begunAt ?? Number.NEGATIVE_INFINITY;
    },
    place(messageId, position) {
      for (const ids of [current, previous]) if (ids.has(messageId)) ids.set(messageId, position);
    },
  };
}
