/** What happened: the journal of the destination's answers and the traces of calls. */
export {
  type BodyFacts,
  type BodyForm,
  type BodyKeeper,
  type BodyNumber,
  type BodyRing,
  createBodyRing,
  NO_BODY,
  type OpenBody,
} from './bodies.ts';
export { createJournal, type Journal, type JournalEntry, type RefusedAtIngress } from './journal.ts';
export { keptId, keptMessage, keptName, keptText } from './kept-text.ts';
export { isOutcome, noOutcome } from './outcomes.ts';
export { meaningOf, type Reason } from './reasons.ts';
export { renderTrace } from './render-trace.ts';
export { stageOf } from './stage-of.ts';
export type { AttemptResult, AttemptTrace, CallTrace, DeliveryTrace } from './trace-record.ts';
export { createTraces, type TraceQuery, type Traces } from './traces.ts';
export { type CallWatch, type CallWatcher, createCallWatch, type UnmetRequest } from './watch.ts';
