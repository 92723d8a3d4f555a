/** Limits of the emulator. A call beyond a limit is refused; records are never evicted. */

export interface Limits {
  /** Bytes of a request body, after decompression. */
  readonly bodyBytes: number;
  /** Bytes of one call at the ingress, alone or in a batch. */
  readonly callBytes: number;
  /** Bytes of a batch at the ingress, after decompression. */
  readonly batchBytes: number;
  /** Bytes of a batch once the members beside its calls are merged into each of them. */
  readonly mergedBytes: number;
  /** Calls per batch. */
  readonly batchCalls: number;
  /** Levels of nested arrays and objects in a call. */
  readonly depth: number;
  /** Members of all objects and elements of all arrays of a call together. */
  readonly members: number;
  /** Characters of an id, and of an event's name. */
  readonly idLength: number;
  /** Open connections; further ones are closed at once. */
  readonly connections: number;
  /** Users of one connector. */
  readonly users: number;
  /** Ids that a blocking connector remembers as blocked. */
  readonly blockedIds: number;
  /** Accounts of one connector. */
  readonly accounts: number;
  /** Associations between Users and Accounts of one connector. */
  readonly memberships: number;
  /** Events of one connector. */
  readonly events: number;
  /** Answers in the journal; older ones are dropped and counted. */
  readonly journal: number;
  /** Calls with a trace; older ones are dropped and counted. */
  readonly traces: number;
  /** Bytes of the traces, estimated; beyond that the oldest are dropped too. */
  readonly traceBytes: number;
  /**
   * Bytes of the bodies that traces and journal keep, in all worlds together; beyond that the oldest bodies are dropped.
   */
  readonly keptBodyBytes: number;
  /** messageIds that are remembered to recognise duplicates; at least the newer half is always remembered. */
  readonly messageIds: number;
  /** Bytes of these messageIds, estimated; the newer half is remembered as well. */
  readonly messageIdBytes: number;
  /** Deliveries that wait for their turn or for a retry; beyond that the ingress answers 429. */
  readonly deliveries: number;
  /** Bytes of the calls of waiting deliveries, estimated from the sizes of their batches. */
  readonly deliveryBytes: number;
  /** Destination instances. */
  readonly instances: number;
  /** Snapshots with a name. */
  readonly snapshots: number;
  /** Bytes of all of them together. */
  readonly snapshotBytes: number;
}

/** A JavaScript Map holds at most 2^24 entries, so the limits of collections are well below. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 500 * 1024,
  callBytes: 32 * 1024,
  batchBytes: 500 * 1024,
  mergedBytes: 8 * 1024 * 1024,
  batchCalls: 2_500,
  depth: 1_000,
  // More than fit into the 32 KB of a call at the ingress, so that the destination accepts whatever the ingress does.
  members: 20_000,
  idLength: 32 * 1024,
  connections: 2_000,
  users: 5_000_000,
  blockedIds: 5_000_000,
  accounts: 5_000_000,
  memberships: 10_000_000,
  events: 10_000_000,
  journal: 10_000,
  traces: 100_000,
  traceBytes: 128 * 1024 * 1024,
  keptBodyBytes: 64 * 1024 * 1024,
  messageIds: 1_000_000,
  messageIdBytes: 128 * 1024 * 1024,
  deliveries: 100_000,
  deliveryBytes: 256 * 1024 * 1024,
  instances: 100,
  snapshots: 20,
  snapshotBytes: 256 * 1024 * 1024,
};
