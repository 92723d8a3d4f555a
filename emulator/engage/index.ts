/** Engage: audiences and computed traits over what the ingress received, synced to a destination of its own. */
export {
  type AudienceDefinition,
  type Formula,
  formulaProblem,
  type ReadMembers,
  type Rule,
  readMembers,
  ruleProblem,
  type TraitDefinition,
} from './definition/index.ts';
export { createEngage, type Engage, type EngageSetting } from './engage.ts';
export { type Computed, createOutlet, isAudience } from './sync/index.ts';
