/** Definitions of audiences and computed traits: rules, formulas, members, and what is wrong with one. */
export type { AudienceDefinition, TraitDefinition } from './definition.ts';
export { definitionProblem } from './definition-problem.ts';
export { formulaProblem } from './read-formula.ts';
export { type Member, type ReadMembers, readMembers } from './read-members.ts';
export { ruleProblem } from './read-rule.ts';
export { changesAt, type Evidence, looksAtAccounts, matches, type Rule, turnOf } from './rules.ts';
export { computeTrait, type Formula } from './traits.ts';
export { unseenNames } from './unseen-names.ts';
