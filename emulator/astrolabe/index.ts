/** The destination: accepts or refuses each call, and stores what it says. */
export type { Authentication, Decision, Inbound, Payload, Refusal } from './call.ts';
export {
  CONNECTOR_NAMES,
  type Connector,
  type ConnectorKeys,
  type ConnectorProblem,
  type Connectors,
  MOST_CONNECTORS,
} from './connectors.ts';
export type { DecisionInput } from './decide.ts';
export {
  createDestination,
  type Destination,
  type DestinationOptions,
  type SavedConnector,
} from './destination.ts';
export { createParts, type Parts } from './parts.ts';
export { readCall } from './read-call.ts';
export type { SupportedType } from './reading/index.ts';
export { RECORD_PARAMETERS, type RecordCollection, type RecordsQuestion } from './records.ts';
export { refuse } from './refuse.ts';
export type { StoreWatcher } from './store/index.ts';
export {
  findUser,
  isStoring,
  type Mutation,
  type PersistedProperties,
  type PersistedRecord,
  type PropertyHolder,
  type SavedStore,
  type Store,
  type StoredUser,
  type TrackedEvent,
  type Who,
} from './store/index.ts';
export { allRecordsOf, recordsOf, type TouchedRecord, touchedBy } from './touched.ts';
