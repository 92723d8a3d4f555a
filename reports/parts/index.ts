/** Texts that several formats share: headline, failure cards, requests, reasons. */
export { baselineInWords, testimonies, testimonyInWords } from './attested.ts';
export { type ClauseFailure, type FailureCause, failuresByCause } from './causes.ts';
export type { ClauseFacts, SourceFacts } from './clause-facts.ts';
export { countRows } from './counts.ts';
export { type MemberDifference, memberDifferences } from './difference.ts';
export { cardTitle, renderClauseCard, renderFailureCard } from './failure-card.ts';
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
export { type MovedClause, movedClauses, type PastRun, pastRun, readPastRuns } from './past-runs.ts';
export { durationInWords, type Percentiles, percentilesOf } from './percentiles.ts';
export {
  httpMessage,
  membersOf,
  requestAs,
  rerunCommand,
  type SequenceStep,
  type ShellCommand,
  sendAgain,
  sequenceOf,
  shortId,
  stepName,
  stepOutcome,
  stepTiming,
  withoutRepeats,
} from './requests/index.ts';
export { runNames, targetName } from './run-names.ts';
export { shortFormInWords } from './short-form.ts';
export { type TestOutcome, type TestResult, testResultOf } from './test-result.ts';
export { groupIds, groupSize, unjudgedGroups } from './unjudged.ts';
export { complaint, exchangesOf, isExcused, type Unmet, unmetExamples } from './unmet.ts';
export { unprovenClauses } from './unproven-clauses.ts';
