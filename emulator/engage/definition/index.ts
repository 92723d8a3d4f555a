/** Definitions of audiences and computed traits: rules, formulas, members, and the evaluation of rules and formulas. */
export {
  type AudienceRule,
  changesAt,
  looksAtAccounts,
  matches,
  type RuleFacts,
  turnOf,
} from './audience-rule.ts';
export type { AudienceDefinition, TraitDefinition } from './definition.ts';
export { definitionProblems } from './definition-problems.ts';
export { type AccountMember, listMembers, type Member, type MemberList, type UserMember } from './members.ts';
export { computeTrait, type TraitFormula } from './trait-formula.ts';
export { unseenNames } from './unseen-names.ts';
