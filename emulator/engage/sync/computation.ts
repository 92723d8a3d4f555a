/** An audience or a computed trait: what it is, whom it is about, and how far its syncs came. */

import type { Computation } from '../../../calls/index.ts';
import type { AudienceDefinition, TraitDefinition } from '../definition/index.ts';
import type { MemberSet } from './member-set.ts';
import type { Sync, SyncProgress } from './sync.ts';
import type { TraitValues } from './trait-values.ts';

/** What audiences and computed traits have in common. */
interface Course {
  /** What its calls say about it. */
  readonly computation: Computation;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  nextSyncAt: number;
  /** Under way. */
  sync: Sync | undefined;
  /** The newest, which may be under way. */
  latest: SyncRecord | undefined;
  syncs: number;
}

export interface SyncRecord {
  readonly kind: 'first' | 'later';
  readonly progress: SyncProgress;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  endedAt: number | undefined;
}

export interface Audience extends Course {
  readonly definition: AudienceDefinition;
  readonly ledger: MemberSet;
}

export interface ComputedTrait extends Course {
  readonly definition: TraitDefinition;
  readonly ledger: TraitValues;
}

export type Computed = Audience | ComputedTrait;

export function isAudience(computed: Computed): computed is Audience {
  return computed.definition.kind === 'audience';
}
