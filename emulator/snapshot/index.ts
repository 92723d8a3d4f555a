/** Snapshots: everything that an emulator would continue from, as a document, and the way back. */
export {
  createNamedSnapshots,
  type NamedSnapshots,
  type SnapshotProblem,
  type SnapshotSummary,
} from './named-snapshots.ts';
export { readSnapshot } from './read-snapshot.ts';
export { obstacle, shifted } from './restorable.ts';
export { loadEngageInstance, loadInstance, saveInstance } from './saved-instance.ts';
export { FORMAT, type Restored, type Snapshot, VERSION } from './snapshot.ts';
export { inTurns, numbered } from './turns.ts';
