/** Engage as plain JSON: what it knows of profiles, its audiences and computed traits, and their syncs. */
import type { AudienceDefinition, TraitDefinition } from './definition/index.ts';
import type { SavedProfiles } from './profiles/index.ts';
import type {
  Computed,
  SavedChange,
  SavedFollower,
  SavedIdentities,
  SavedMembers,
  SavedValues,
  SyncState,
} from './sync/index.ts';

export interface SavedEngage {
  readonly profiles: SavedProfiles;
  readonly identities: SavedIdentities;
  /** In the order of their creation. */
  readonly computed: readonly SavedComputed[];
}

interface SavedProgress extends Pick<Computed, 'createdAt' | 'nextSyncAt' | 'turn' | 'syncs' | 'latest'> {
  readonly sync: SyncState;
  /** Absent if members enter and leave by hand. */
  readonly follower?: SavedFollower | undefined;
  /** What its sync has sent, and waits for. */
  readonly underWay: readonly SavedChange[];
}

interface SavedAudience extends SavedProgress {
  readonly definition: AudienceDefinition;
  readonly ledger: SavedMembers;
}

interface SavedTrait extends SavedProgress {
  readonly definition: TraitDefinition;
  readonly ledger: SavedValues;
}

/** An audience or a computed trait; its ids follow from the source of whoever loads it. */
export type SavedComputed = SavedAudience | SavedTrait;

export function isSavedAudience(saved: SavedComputed): saved is SavedAudience {
  return saved.definition.kind === 'audience';
}
