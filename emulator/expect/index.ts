/** Expectations: waiting for calls, and for the proof that there are none. */
export type { MemberTests } from './condition.ts';
export { satisfiesAll } from './condition.ts';
export { passesAll, valuesOf } from './contradictions.ts';
export type { CallDifference } from './differences.ts';
export {
  asksForFault,
  type ExpectationBody,
  type ExpectedCalls,
  type ExpectedStage,
  readExpectation,
  readWithin,
  violationOf,
} from './expectation.ts';
export {
  createExpectations,
  type Expectations,
  type ExpectOutcome,
  type ExpectResult,
  MOST_WAITING,
} from './expectations.ts';
export type { NearestCall } from './nearest.ts';
export type { StartTimer } from './other-waits.ts';
export { readWhere, type Where } from './read-where.ts';
export { type ShownCall, showCall } from './show-call.ts';
