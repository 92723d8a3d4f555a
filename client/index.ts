/** The client of worlds for tests. It imports types only, so that it runs wherever there is `fetch`. */
export type { WorldCall } from './calls.ts';
export type { ChoiceState, WorldChoices } from './choices.ts';
export type { ClockMoved, ClockReading, WorldClock } from './clock.ts';
export type { AddedConnector, ConnectorView, WorldConnectors } from './connectors.ts';
export type {
  AudienceMember,
  CreatedComputed,
  EngageView,
  KeptSync,
  MovedMembers,
  NewAudience,
  NewComputedTrait,
  SyncPreview,
  TraitComputation,
  WorldAudiences,
  WorldComputedTraits,
} from './engage.ts';
export {
  type DifferingMember,
  ExpectationUnmet,
  type ExpectOptions,
  type MetExpectation,
  type NearCall,
} from './expectation.ts';
export type {
  DetailedAnswer,
  FailingPlace,
  FaultState,
  PlannedAnswer,
  PlannedFault,
  PlannedPlace,
  SetFault,
  SpentRequest,
  SpentStep,
  WorldFaults,
} from './faults.ts';
export type { CallStory, JournalLine, JournalReading, TraceSearch } from './history.ts';
export { createOpenWorld, type Surroundings, type WorldOptions } from './open-world.ts';
export type {
  AccountSearch,
  EventSearch,
  FromConnector,
  RecordSearch,
  UserSearch,
  WorldAccounts,
  WorldEvents,
  WorldUsers,
} from './records.ts';
export {
  ControlError,
  EmulatorUnreachable,
  type FetchLike,
  type JsonValue,
  type RefusedMember,
  type RequestMethod,
} from './requests/index.ts';
export type { OutgoingCall } from './send.ts';
export type { SnapshotDocument, SnapshotView, WorldSnapshots } from './snapshots.ts';
export type { CallConditions, FaultConditions, MemberCondition, MemberOperators } from './where.ts';
export type { ForkOptions, TestWorld, WorldAddresses } from './world.ts';
