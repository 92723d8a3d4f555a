/** Syncs: who changed since the last one, and the calls that say so. */
export { createCallMaker, type SavedChange } from './call-maker.ts';
export { type Computed, isAudience, type SyncRecord } from './computation.ts';
export { createEngageSource, type EngageSource } from './engage-source.ts';
export { createFollower, type Follower, type SavedFollower } from './follower.ts';
export { createIdentities, type SavedIdentities } from './identities.ts';
export { createMemberSet, type MemberSet, type SavedMembers } from './member-set.ts';
export { type PreviewEntry, preview } from './preview.ts';
export { createScheduler, type SyncState } from './schedule.ts';
export { createTraitValues, type SavedValues, type TraitValues } from './trait-values.ts';
