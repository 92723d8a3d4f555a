/** Syncs: who changed since the last one, and the calls that say so. */
export { createCallMaker } from './call-maker.ts';
export { type Computed, isAudience, type SyncRecord } from './computation.ts';
export { createEngageSource, type EngageSource } from './engage-source.ts';
export { createFollower, type Follower } from './follower.ts';
export { createIdentities } from './identities.ts';
export { createMemberSet } from './member-set.ts';
export { type PreviewEntry, preview } from './preview.ts';
export { createScheduler } from './schedule.ts';
export { createTraitValues } from './trait-values.ts';
