/** Texts that several formats share: headline, failure cards, requests, reasons. */
export { baselineInWords, testimonies, testimonyInWords } from './attested.ts';
export type { ClauseFacts, SourceFacts } from './clause-facts.ts';
export { countRows } from './counts.ts';
export { differenceLines } from './difference.ts';
export { acceptance, excerpt } from './exchanges.ts';
export { cardTitle, complaint, renderFailureCard, type Unmet, unmetExamples } from './failure-card.ts';
export {
  ACCEPTANCE_CAVEAT,
  evidenceCaveat,
  headline,
  isMostlyUnseen,
  isUnexplained,
  shortVerdict,
} from './headline.ts';
export { networkInWords } from './network.ts';
export { type NeverBegan, neverBegan } from './never-began.ts';
export { httpMessage, requestAs } from './request-forms.ts';
export { rerunCommand } from './rerun.ts';
export { groupIds, groupSize, unjudgedGroups } from './unjudged.ts';
export { unprovenClauses } from './unproven-clauses.ts';
