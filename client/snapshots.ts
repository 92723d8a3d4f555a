/** Snapshots of a world. */
import { ask, type JsonValue, pathPart, type Reach } from './requests/index.ts';

/** What a snapshot holds. */
export interface SnapshotView {
  readonly name: string;
  /** When it was made, by the clock of the world. */
  readonly at: string;
  readonly bytes: number;
  readonly users: number;
  readonly accounts: number;
  readonly events: number;
  /** Deliveries that were waiting. */
  readonly deliveries: number;
  readonly audiences: number;
}

/** A snapshot as a file: `emulate --snapshot FILE` starts from it. Keys are not in it. */
export type SnapshotDocument = { readonly [member: string]: JsonValue };

/** The snapshots of a world. */
export interface WorldSnapshots {
  list(): Promise<readonly SnapshotView[]>;
  /** The snapshot itself, as JSON, to be written to a file. */
  download(name: string): Promise<SnapshotDocument>;
  remove(name: string): Promise<void>;
}

export function snapshotsOf(reach: Reach): WorldSnapshots {
  return {
    list: async () =>
      (await ask<{ readonly snapshots: readonly SnapshotView[] }>(reach, 'GET', '/snapshots')).snapshots,
    download: (name) => ask<SnapshotDocument>(reach, 'GET', snapshotPath(name)),
    async remove(name) {
      await ask(reach, 'DELETE', snapshotPath(name));
    },
  };
}

export async function takeSnapshot(reach: Reach, name: string): Promise<SnapshotView> {
  return (await ask<{ readonly snapshot: SnapshotView }>(reach, 'POST', snapshotPath(name))).snapshot;
}

export async function restoreSnapshot(reach: Reach, name: string): Promise<void> {
  await ask(reach, 'POST', `${snapshotPath(name)}/restore`);
}

function snapshotPath(name: string): string {
  return `/snapshots/${pathPart(name)}`;
}
