/** What a data directory contains in all, so that entries which vanish or return to an older value are noticed. */
import type { Result } from '../../schemas/index.ts';

/** Written with every change. */
export interface Head {
  /** Counts the writes. */
  readonly write: number;
  readonly entries: number;
  /** Sum of the checksums of all entries, modulo 2^32. */
  readonly sum: number;
  /** Whether everything is being deleted. */
  readonly isClearing?: boolean | undefined;
}

export const EMPTY_HEAD: Head = { write: 0, entries: 0, sum: 0 };

/** A change of one entry: its new checksum, or undefined if it is removed. */
export type ChecksumChange = readonly [key: string, checksum: number | undefined];

export interface Inventory {
  /** What the next head is, once these changes are made; keys are unique. */
  after(changes: readonly ChecksumChange[]): Head;
  /** Makes the changes. */
  commit(head: Head, changes: readonly ChecksumChange[]): void;
  /** The head after everything is deleted, or while it is. */
  cleared(isClearing: boolean): Head;
  clear(head: Head): void;
}

/** @param latest the last head that was written */
export function createInventory(latest: Head, entries: Iterable<ChecksumChange>): Inventory {
  let head = latest;
  // As signed integers, which a Map holds without boxing them.
  const checksums = new Map<string, number>();
  for (const [key, checksum] of entries) checksums.set(key, (checksum ?? 0) | 0);
  return {
    after(changes) {
      let { entries: count, sum } = head;
      for (const [key, checksum] of changes) {
        const before = checksums.get(key);
        if (before !== undefined) {
          count -= 1;
          sum = (sum - before) >>> 0;
        }
        if (checksum !== undefined) {
          count += 1;
          sum = (sum + checksum) >>> 0;
        }
      }
      return { write: head.write + 1, entries: count, sum };
    },
    commit(next, changes) {
      head = next;
      for (const [key, checksum] of changes) {
        if (checksum === undefined) checksums.delete(key);
        else checksums.set(key, checksum | 0);
      }
    },
    cleared: (isClearing) => ({ ...EMPTY_HEAD, write: head.write + 1, isClearing }),
    clear(next) {
      head = next;
      checksums.clear();
    },
  };
}

export function readHead(json: string): Result<Head> {
  const { write, entries, sum, isClearing } = Object(parse(json)) as Head;
  const isHead = [write, entries, sum].every((number) => Number.isSafeInteger(number) && number >= 0);
  return isHead ? { value: { write, entries, sum, isClearing } } : { problem: 'it has another shape' };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Compares a head with what was read.
 *
 * @param saved the number of the last write that was acknowledged
 */
export function compareHead(
  head: Head,
  found: Pick<Head, 'entries' | 'sum'>,
  saved: number,
): string | undefined {
  if (head.write < saved) return `its last ${saved - head.write} writes are missing`;
  if (found.entries < head.entries)
    return `${head.entries - found.entries} of ${head.entries} entries are missing`;
  if (found.entries > head.entries)
    return `it has ${found.entries - head.entries} entries more than were written`;
  return found.sum === head.sum ? undefined : 'an entry has an older value than its last';
}
