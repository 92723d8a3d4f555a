/** Engage: audiences and computed traits from what the ingress received, synced to a destination of its own. */
export {
  type AccountMember,
  type AudienceDefinition,
  type AudienceRule,
  listMembers,
  type MemberList,
  type TraitDefinition,
  type TraitFormula,
  type UserMember,
} from './definition/index.ts';
export { createEngage, type Engage } from './engage.ts';
export { isSavedAudience, type SavedComputed, type SavedEngage } from './saved-engage.ts';
export { type Computed, createEngageSource, isAudience } from './sync/index.ts';
