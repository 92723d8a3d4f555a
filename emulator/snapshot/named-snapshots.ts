/** The snapshots that an emulator keeps for its tests, by name and within bounds. */
import type { Result } from '../../schemas/index.ts';
import type { Limits } from '../limits.ts';
import { countsOf, type Snapshot, type SnapshotCounts } from './snapshot.ts';

/** What is shown of a snapshot. */
export interface SnapshotSummary extends SnapshotCounts {
  readonly name: string;
  /** Time of the clock when it was taken, as ISO 8601. */
  readonly at: string;
  readonly bytes: number;
}

export type SnapshotProblem = 'snapshots-full' | 'snapshot-too-large';

export interface NamedSnapshots {
  /** Takes a snapshot; it replaces one of the same name. */
  save(name: string): Result<SnapshotSummary, SnapshotProblem>;
  /** The document as JSON; undefined if there is none. */
  get(name: string): { readonly summary: SnapshotSummary; readonly json: string } | undefined;
  /** In the order in which they were taken. */
  list(): readonly SnapshotSummary[];
  remove(name: string): SnapshotSummary | undefined;
}

/**
 * They are kept as text, which nothing changes, and of which the bytes are known.
 *
 * @param take the snapshot of now; it may share what will change
 */
export function createNamedSnapshots(
  take: () => Snapshot,
  { snapshots: most, snapshotBytes }: Pick<Limits, 'snapshots' | 'snapshotBytes'>,
): NamedSnapshots {
  const kept = new Map<string, { readonly summary: SnapshotSummary; readonly json: string }>();
  return {
    save(name) {
      if (!kept.has(name) && kept.size >= most) return { problem: 'snapshots-full' };
      const snapshot = take();
      const json = jsonOf(snapshot);
      if (json === undefined) return { problem: 'snapshot-too-large' };
      const bytes = Buffer.byteLength(json);
      const others = [...kept.values()].filter(({ summary }) => summary.name !== name);
      const sum = others.reduce((total, { summary }) => total + summary.bytes, bytes);
      if (sum > snapshotBytes) return { problem: 'snapshot-too-large' };
      const at = new Date(snapshot.clock.now).toISOString();
      const summary = { name, at, bytes, ...countsOf(snapshot) };
      kept.delete(name);
      kept.set(name, { summary, json });
      return { value: summary };
    },
    get: (name) => kept.get(name),
    list: () => [...kept.values()].map(({ summary }) => summary),
    remove(name) {
      const found = kept.get(name);
      kept.delete(name);
      return found?.summary;
    },
  };
}

/** Undefined if it is longer than a string can be. */
function jsonOf(snapshot: Snapshot): string | undefined {
  try {
    return JSON.stringify(snapshot);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
