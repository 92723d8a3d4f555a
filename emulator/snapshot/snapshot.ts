/** A snapshot: everything that an emulator would continue from, as plain JSON without keys. */
import type { SavedConnector } from '../astrolabe/index.ts';
import type { SavedClock } from '../clock/index.ts';
import type { SavedEngage } from '../engage/index.ts';
import type { SavedSegment } from '../segment/index.ts';
import type { SavedInstance } from './saved-instance.ts';

export const FORMAT = 'astrolabe-snapshot';
/** Increase it whenever what is written changes. */
export const VERSION = 1;

/** See snapshot.schema.json. Journal and traces are history, and are not in it. */
export interface Snapshot extends SavedSegment {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** Version of the emulator that wrote it. */
  readonly emulator?: string | undefined;
  readonly clock: SavedClock;
  readonly connectors: readonly SavedConnector[];
  readonly instances: readonly SavedInstance[];
  readonly engage: SavedEngage & { readonly instance: SavedInstance };
}

/** The number of things that wait or are stored, for people. */
export interface SnapshotCounts {
  readonly users: number;
  readonly accounts: number;
  readonly events: number;
  readonly deliveries: number;
  readonly audiences: number;
}

export function countsOf({ connectors, deliveries, engage }: Snapshot): SnapshotCounts {
  const total = (kind: 'users' | 'accounts' | 'events') =>
    connectors.reduce((sum, { records }) => sum + records[kind].length, 0);
  return {
    users: total('users'),
    accounts: total('accounts'),
    events: total('events'),
    deliveries: deliveries.length,
    audiences: engage.computed.filter(({ definition }) => definition.kind === 'audience').length,
  };
}

/** What a restore leaves to do. */
export interface Restored {
  /** A sentence for each part that could not be restored whole. */
  readonly notes: readonly string[];
  /** The connectors that got a new key. */
  readonly connectors: readonly { readonly name: string; readonly apiKey: string }[];
}
