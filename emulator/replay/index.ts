/** The door of the replay: what a call changed, found out when somebody asks. */
export type { ReplaySubject } from './decided-calls.ts';
export { recordsOfCall } from './replay.ts';
export type { CallRecords, DecisionRecords, MemberChange, RecordChange } from './shown.ts';
