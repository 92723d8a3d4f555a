/** An audience or a computed trait: its definition, its values, and the state of its syncs. */

import type { Computation } from '../../../calls/index.ts';
import type { AudienceDefinition, TraitDefinition } from '../definition/index.ts';
import type { MemberSet } from './member-set.ts';
import type { Sync, SyncProgress } from './sync.ts';
import type { TraitValues } from './trait-values.ts';

/** What audiences and computed traits have in common. */
interface ComputedState {
  /** How its calls identify it. */
  readonly computation: Computation;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  nextSyncAt: number;
  /** The turn of that sync among timers with the same time. */
  turn: number;
  /** The sync that is under way. */
  sync: Sync | undefined;
  /** The newest sync, which may be under way. */
  latest: SyncRecord | undefined;
  /** The latest syncs, oldest first; a snapshot has only the newest of them. */
  readonly kept: SyncRecord[];
  syncs: number;
}

/** How many syncs are kept of an audience or a computed trait. */
const MOST_KEPT = 50;

/** Makes a sync the newest one. */
export function keepSync(computed: ComputedState, record: SyncRecord): void {
  computed.latest = record;
  computed.kept.push(record);
  if (computed.kept.length > MOST_KEPT) computed.kept.shift();
}

export interface SyncRecord {
  readonly kind: 'first' | 'later';
  readonly progress: SyncProgress;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  endedAt: number | undefined;
}

export interface Audience extends ComputedState {
  readonly definition: AudienceDefinition;
  readonly ledger: MemberSet;
}

export interface ComputedTrait extends ComputedState {
  readonly definition: TraitDefinition;
  readonly ledger: TraitValues;
}

export type Computed = Audience | ComputedTrait;

export function isAudience(computed: Computed): computed is Audience {
  return computed.definition.kind === 'audience';
}
